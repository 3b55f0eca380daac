import { createPortEvents, type Port, PortClosed } from '#rpc/port'

/** The one channel, each way. `src/preload/soma-port.ts` is its other end. */
const CHANNEL = 'soma:port'

interface Frame {
  readonly url: string
}

/** What is used of Electron's webContents. */
export interface Contents {
  readonly mainFrame: Frame
  isDestroyed(): boolean
  send(channel: string, ...args: unknown[]): void
  on(event: 'destroyed' | 'render-process-gone', listener: () => void): unknown
}

/** What is used of Electron's ipcMain. */
interface IpcReceiver<C extends Contents> {
  on(channel: string, listener: (event: IpcEvent<C>, ...args: unknown[]) => void): unknown
  removeListener(channel: string, listener: (event: IpcEvent<C>, ...args: unknown[]) => void): unknown
}

interface IpcEvent<C> {
  readonly sender: C
  readonly senderFrame: Frame | null
}

export interface PagePortOptions<C extends Contents> {
  readonly ipc: IpcReceiver<C>
  readonly contents: C
  /** Whether an address is that of our page: what any other page says is not heard. */
  isOwnPage(url: string): boolean
  /** A page has come: serve it on this port until it closes. */
  onPage(port: Port): void
}

interface Session {
  readonly id: string
  readonly port: Port
  receive(message: unknown): void
  end(): void
}

const isSessionId = (id: unknown): id is string => typeof id === 'string' && id.length > 0 && id.length <= 64

const openSession = (contents: Contents, id: string, ended: (id: string) => void): Session => {
  const events = createPortEvents()
  const end = (): void => {
    if (events.closed) return
    ended(id)
    events.end()
  }
  const port: Port = {
    onMessage: events.onMessage,
    onClose: events.onClose,
    post: (message) => {
      if (events.closed || contents.isDestroyed()) throw new PortClosed()
      contents.send(CHANNEL, id, 'message', message)
    },
    close: () => {
      if (!events.closed && !contents.isDestroyed()) contents.send(CHANNEL, id, 'close')
      end()
    },
  }
  return { id, port, receive: events.message, end }
}

/**
 * Makes a port of each page that a window shows, one after the other: a reload ends the old page's port, and with it
 * its calls, and begins a new one with the first word of the new page.
 * @returns a function that stops listening.
 */
export const servePages = <C extends Contents>(options: PagePortOptions<C>): (() => void) => {
  const { ipc, contents, isOwnPage, onPage } = options
  let current: Session | undefined
  // A last word of the page before may come in after the first of the next.
  const ended = new Set<string>()
  const forget = (id: string): void => {
    ended.add(id)
    current = undefined
  }

  const sessionOf = (id: string): Session | undefined => {
    if (current?.id === id) return current
    if (ended.has(id)) return undefined
    current?.end()
    current = openSession(contents, id, forget)
    onPage(current.port)
    return current
  }

  const listener = (event: IpcEvent<C>, id: unknown, what: unknown, message: unknown): void => {
    const isOurs = event.sender === contents && event.senderFrame === contents.mainFrame
    if (!isOurs || !isOwnPage(event.senderFrame.url) || !isSessionId(id)) return
    if (what === 'message') sessionOf(id)?.receive(message)
    else if (what === 'close' && current?.id === id) current.end()
  }
  ipc.on(CHANNEL, listener)

  const end = (): void => current?.end()
  contents.on('render-process-gone', end)
  contents.on('destroyed', () => {
    end()
    ipc.removeListener(CHANNEL, listener)
  })
  return () => ipc.removeListener(CHANNEL, listener)
}
