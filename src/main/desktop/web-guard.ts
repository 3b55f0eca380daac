import type { App, Session, WebContents } from 'electron'
import type { Opening } from '#hosts/composition/opening'
import type { OwnPage } from './own-page.ts'

type Log = Opening['log']

const scheme = (url: string): string => (URL.canParse(url) ? new URL(url).protocol : 'none')

/**
 * No page opens anything. Not even a link in the user's browser: an address can carry what was read, and a page that
 * somebody has got hold of waits for the next click. The app has no link to anywhere.
 */
const openNothing = (contents: WebContents, log: Log): void =>
  contents.setWindowOpenHandler(({ url }) => {
    log.warn('refused to open a window', { scheme: scheme(url) })
    return { action: 'deny' }
  })

/** The page stays the page. Loading it again is all that it may do. */
const holdNavigation = (contents: WebContents, page: OwnPage, log: Log): void => {
  const refuse = (event: { preventDefault(): void }, url: string): void => {
    event.preventDefault()
    log.warn('refused to navigate', { scheme: scheme(url) })
  }
  contents.on('will-navigate', (event) => {
    if (!page.isOwn(event.url)) refuse(event, event.url)
  })
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame) refuse(event, event.url)
  })
  contents.on('will-redirect', (event) => refuse(event, event.url))
  contents.on('will-attach-webview', (event) => refuse(event, 'webview'))
}

/** For every web contents there will ever be, whoever makes it. */
export const guardContents = (app: App, page: OwnPage, log: Log): void => {
  app.on('web-contents-created', (_, contents) => {
    holdNavigation(contents, page, log)
    openNothing(contents, log)
    // Calls between pages would find their own way out; ours makes none.
    contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp')
  })
}

/** What has its content with it, and the developer tools' own page. */
const WITHOUT_A_HOST = new Set(['blob:', 'data:', 'devtools:'])

/**
 * The page has all that it shows with it. Its policy says so, but is kept by the page's own process; this is kept by
 * ours. So a page that somebody has got hold of can tell nobody what it has read.
 */
export const holdRequests = (session: Session, page: OwnPage, log: Log): void =>
  session.webRequest.onBeforeRequest(({ url }, answer) => {
    const isAllowed = page.isOfItsPlace(url) || WITHOUT_A_HOST.has(scheme(url))
    if (!isAllowed) log.warn('refused a request of the page', { scheme: scheme(url) })
    answer({ cancel: !isAllowed })
  })

/**
 * A page gets no device, no place, no notifications. It may write text to the clipboard: that is what Copy does.
 * Devices need no handler of their own: nobody chooses one for a page, and the checks are here.
 */
export const denyPermissions = (session: Session, page: OwnPage): void => {
  const isCopy = (permission: string, details: { requestingUrl?: string; isMainFrame: boolean }): boolean =>
    permission === 'clipboard-sanitized-write' &&
    details.isMainFrame &&
    page.isOwn(details.requestingUrl ?? '')
  session.setPermissionCheckHandler((_, permission, __, details) => isCopy(permission, details))
  session.setPermissionRequestHandler((_, permission, answer, details) => answer(isCopy(permission, details)))
}
