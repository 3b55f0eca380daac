import { createPortEvents, type Port, PortClosed } from '#rpc/port'

/** What `src/preload/index.ts` puts on the window; nothing else of the desktop can be reached from a page. */
export interface DesktopBridge {
  readonly edition: 'desktop'
  /** `process.platform` of the app: shortcuts and window controls differ. */
  readonly platform: string
  post(message: unknown): void
  onMessage(listener: (message: unknown) => void): void
  onClose(listener: () => void): void
}

/** A port to Electron's main process. It lasts as long as the page: a reload gets a new one. */
export const createDesktopPort = (bridge: DesktopBridge): Port => {
  const events = createPortEvents()
  bridge.onMessage(events.message)
  bridge.onClose(events.end)
  return {
    onMessage: events.onMessage,
    onClose: events.onClose,
    post: (message) => {
      if (events.closed) throw new PortClosed()
      bridge.post(message)
    },
    close: events.end,
  }
}
