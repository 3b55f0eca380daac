import type { Cdp } from '../runtime/chromium.ts'
import { debugLog } from '../runtime/host.ts'

export interface NavigationAttempt {
  readonly url: string
  readonly frameId: string
  readonly isMainFrame: boolean
}

/**
 * Holds every document request and asks about those a page began itself (a link, a form, location), which are the ones
 * Electron announces as will-navigate. DevTools says that a renderer asked for a navigation before it announces the
 * request, so what nobody asked for came from the browser's side: loadURL, reload, Playwright's goto.
 *
 * Navigations without a request (about:blank, srcdoc, blob:) pass unseen.
 */
export async function guardNavigation(
  cdp: Cdp,
  mainFrameId: string,
  ask: {
    mayNavigate(attempt: NavigationAttempt): boolean
    /** A server sent the request elsewhere, whoever began it. */
    mayRedirect(attempt: NavigationAttempt): boolean
    /** Awaited before a new document of the main frame is fetched. */
    beforeDocument(url: string): Promise<void>
    /** For everything that is fetched, documents too. */
    mayRequest(url: string, resourceType: string): Promise<boolean>
  },
): Promise<void> {
  const asked = new Map<string, string>()
  cdp.on('Page.frameRequestedNavigation', ({ frameId, url, disposition }) => {
    if (disposition === 'currentTab') asked.set(frameId, url)
  })
  cdp.on('Page.frameDetached', ({ frameId }) => asked.delete(frameId))
  cdp.on('Fetch.requestPaused', ({ requestId, frameId, request, redirectedRequestId, resourceType }) => {
    const refuse = async (errorReason: 'Aborted' | 'BlockedByClient'): Promise<void> => {
      await cdp.send('Fetch.failRequest', { requestId, errorReason })
    }
    const fetchOn = async (): Promise<void> => {
      if (await ask.mayRequest(request.url, resourceType))
        await cdp.send('Fetch.continueRequest', { requestId })
      else await refuse('BlockedByClient')
    }
    if (resourceType !== 'Document') {
      fetchOn().catch((error: Error) => debugLog('a request went undecided:', error.message))
      return
    }
    const url = asked.get(frameId)
    const isRenderers = url !== undefined && withoutFragment(url) === withoutFragment(request.url)
    if (isRenderers) asked.delete(frameId)
    const attempt = { url: url ?? request.url, frameId, isMainFrame: frameId === mainFrameId }
    const isAllowed = redirectedRequestId
      ? ask.mayRedirect({ ...attempt, url: request.url })
      : !isRenderers || ask.mayNavigate(attempt)
    const decide = async (): Promise<void> => {
      // Aborted, not blocked: the page stays as it is instead of giving way to an error page.
      if (!isAllowed) return refuse('Aborted')
      if (attempt.isMainFrame) await ask.beforeDocument(request.url)
      await fetchOn()
    }
    decide().catch((error: Error) => debugLog('a navigation went undecided:', error.message))
  })
  await cdp.send('Fetch.enable', { patterns: [{ requestStage: 'Request' }] })
}

function withoutFragment(url: string): string {
  return url.split('#', 1)[0]!
}
