import { createEvent } from './event.ts'
import type { Page } from './page.ts'
import type { WebContents } from './web-contents.ts'
import { type FrameTree, fullUrl } from './web-frame-main.ts'

type Level = 'debug' | 'info' | 'warning' | 'error'

const LEVELS: Record<string, Level> = {
  debug: 'debug',
  verbose: 'debug',
  warning: 'warning',
  error: 'error',
  assert: 'error',
}

/** DevTools' events of a page, as the webContents events they are in Electron. */
export function forwardPageEvents(page: Page, contents: WebContents, frames: FrameTree): void {
  const { cdp, targetId } = page
  const emit = (name: string, ...args: readonly unknown[]) => contents.emit(name, createEvent(), ...args)

  cdp.on('Page.frameStartedLoading', ({ frameId }) => {
    if (frameId === targetId) contents.loading(true)
  })
  cdp.on('Page.frameStoppedLoading', ({ frameId }) => {
    if (frameId === targetId) contents.loading(false)
  })
  cdp.on('Page.frameNavigated', ({ frame }) => {
    const isMainFrame = frame.parentId === undefined
    if (isMainFrame) contents.navigated(frame.loaderId)
    if (isMainFrame) emit('did-navigate', fullUrl(frame), 200, 'OK')
    emit('did-frame-navigate', fullUrl(frame), 200, 'OK', isMainFrame, 1, frames.get(frame.id)?.routingId)
  })
  cdp.on('Page.navigatedWithinDocument', ({ frameId, url }) => {
    emit('did-navigate-in-page', url, frameId === targetId, 1, frames.get(frameId)?.routingId)
  })
  cdp.on('Page.domContentEventFired', () => {
    if (contents.hasNavigated) emit('dom-ready')
  })
  cdp.on('Page.lifecycleEvent', ({ frameId, loaderId, name }) => {
    if (frameId === targetId && name === 'load') contents.loaded(loaderId)
  })
  cdp.on('Page.javascriptDialogOpening', ({ type }) => {
    // Whether the page may be left was asked before, see unload.ts.
    if (type === 'beforeunload') cdp.send('Page.handleJavaScriptDialog', { accept: true }).catch(() => {})
  })
  cdp.on('Inspector.targetCrashed', () => {
    contents.crashed()
  })
  forwardOpenRequests(page, contents)
  forwardConsole(page, contents)
}

/** Windows the page wants by other means than a script's window.open, which has its own way (see page-scripts.ts). */
function forwardOpenRequests({ cdp }: Page, contents: WebContents): void {
  cdp.on('Page.windowOpen', ({ url, windowName: frameName }) => {
    contents.owner.openRequested({ url, frameName, features: '', disposition: 'foreground-tab' })
  })
  cdp.on('Page.frameRequestedNavigation', ({ url, disposition }) => {
    if (disposition !== 'newTab' && disposition !== 'newWindow') return
    const kind = disposition === 'newTab' ? 'background-tab' : 'new-window'
    contents.owner.openRequested({ url, frameName: '', features: '', disposition: kind })
  })
}

function forwardConsole({ cdp }: Page, contents: WebContents): void {
  const tell = (level: string, message: string, lineNumber = 0, sourceId = ''): void => {
    const details = {
      level: LEVELS[level] ?? 'info',
      message,
      lineNumber,
      sourceId,
      frame: contents.mainFrame,
    }
    contents.emit('console-message', createEvent(details))
  }
  cdp.on('Runtime.consoleAPICalled', ({ type, args, stackTrace }) => {
    const text = args.map((arg) => String(arg.value ?? arg.description ?? arg.type)).join(' ')
    const at = stackTrace?.callFrames[0]
    tell(type, text, at ? at.lineNumber + 1 : 0, at?.url)
  })
  // What Chromium itself says on the console: violations of the CSP, resources that did not load.
  cdp.on('Log.entryAdded', ({ entry }) => tell(entry.level, entry.text, entry.lineNumber, entry.url))
  cdp.on('Runtime.exceptionThrown', ({ exceptionDetails: { text, exception, lineNumber, url } }) => {
    tell('error', exception?.description ? `${text} ${exception.description}` : text, lineNumber + 1, url)
  })
}
