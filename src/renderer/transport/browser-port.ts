import { REPLY_BYTES, REQUEST_BYTES } from '#rpc/codec'
import type { Port } from '#rpc/port'
import { ConnectionRefused, type ConnectionState, createReconnectingPort } from '#rpc/reconnecting-port'
import { createWebSocketPort, type SocketLike } from '#rpc/web-socket-port'

/** What is used of a browser's window; tests bring their own. */
export type BrowserWindow = Pick<
  typeof globalThis,
  'WebSocket' | 'fetch' | 'setTimeout' | 'clearTimeout' | 'addEventListener'
> & { readonly location: Pick<Location, 'protocol' | 'host'> }

/** A browser does not say why a WebSocket failed, so the session is asked about apart. */
const whyNot = async (window: BrowserWindow): Promise<Error> => {
  const response = await window.fetch('/session', { cache: 'no-store' })
  const refused = response.status === 401 || response.status === 403
  return refused ? new ConnectionRefused() : new Error('the connection could not be opened')
}

const openSocket = (window: BrowserWindow): Promise<Port> => {
  const { protocol, host } = window.location
  const socket = new window.WebSocket(`${protocol === 'https:' ? 'wss' : 'ws'}://${host}/rpc`)
  return new Promise((resolve, reject) => {
    socket.addEventListener('open', () =>
      resolve(createWebSocketPort(socket as SocketLike, { maxSend: REQUEST_BYTES, maxReceive: REPLY_BYTES })),
    )
    // After the opening this changes nothing any more.
    socket.addEventListener('error', () => void whyNot(window).then(reject, reject))
  })
}

/** A port to `soma serve`, which opens itself again after a loss. */
export const createBrowserPort = (window: BrowserWindow, onState: (state: ConnectionState) => void) => {
  const port = createReconnectingPort({
    open: () => openSocket(window),
    onState,
    timers: {
      set: (callback, ms) => window.setTimeout(callback, ms),
      clear: (timer) => window.clearTimeout(timer as number | undefined),
    },
    random: Math.random,
  })
  window.addEventListener('online', () => port.retryNow())
  return port
}
