/** The one channel, each way. `src/main/desktop/page-port.ts` is its other end. */
const CHANNEL = 'soma:port'

/** What is used of Electron's ipcRenderer. */
interface Ipc {
  send(channel: string, ...args: unknown[]): void
  on(channel: string, listener: (event: unknown, ...args: unknown[]) => void): unknown
}

interface PortOptions {
  readonly ipc: Ipc
  /** Tells this page's messages from those of the page that stood here before a reload. */
  readonly session: string
  readonly platform: string
  /** Calls back when the page goes. */
  onPageGone(listener: () => void): void
}

/**
 * What a page gets of the desktop. Functions that carry messages and nothing else: no channel can be chosen, no
 * event object with a sender gets through.
 *
 *   page ── session, 'message', message ──> main      page ── session, 'close' ──> main
 *   page <── session, 'message', message ── main      page <── session, 'close' ── main
 */
export const createSomaPort = ({ ipc, session, platform, onPageGone }: PortOptions) => {
  const onMessage = (listener: (message: unknown) => void): void => {
    ipc.on(CHANNEL, (_, to, what, message) => {
      if (to === session && what === 'message') listener(message)
    })
  }
  const onClose = (listener: () => void): void => {
    ipc.on(CHANNEL, (_, to, what) => {
      if (to === session && what === 'close') listener()
    })
  }
  onPageGone(() => ipc.send(CHANNEL, session, 'close'))
  return {
    edition: 'desktop' as const,
    platform,
    post: (message: unknown): void => ipc.send(CHANNEL, session, 'message', message),
    onMessage,
    onClose,
  }
}
