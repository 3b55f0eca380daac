import { decodeMessage, encodeMessage } from './codec.ts'
import { createPortEvents, type Port, PortClosed } from './port.ts'

/** What the browser's WebSocket and the `ws` package have in common. */
export interface SocketLike {
  binaryType: string
  readonly readyState: number
  send(bytes: Uint8Array<ArrayBuffer>): void
  close(code?: number): void
  addEventListener(type: 'message', listener: (event: { data: unknown }) => void): void
  addEventListener(type: 'open' | 'close', listener: () => void): void
}

export interface WebSocketPortOptions {
  /** Bytes that a message may have. */
  readonly maxSend: number
  readonly maxReceive: number
  /** Gets why a frame was refused; the connection is closed after it. */
  readonly onBadFrame?: (error: unknown) => void
}

const OPEN = 1
const UNSUPPORTED_DATA = 1003

/** A port over a WebSocket that is open. A frame that is not of our making ends the connection. */
export const createWebSocketPort = (socket: SocketLike, options: WebSocketPortOptions): Port => {
  const events = createPortEvents()
  socket.binaryType = 'arraybuffer'
  socket.addEventListener('close', events.end)
  socket.addEventListener('message', ({ data }) => {
    let message: unknown
    try {
      if (!(data instanceof ArrayBuffer)) throw new TypeError('text frames are not spoken here')
      message = decodeMessage(new Uint8Array(data), options.maxReceive)
    } catch (error) {
      options.onBadFrame?.(error)
      socket.close(UNSUPPORTED_DATA)
      events.end()
      return
    }
    events.message(message)
  })
  return {
    onMessage: events.onMessage,
    onClose: events.onClose,
    post: (message) => {
      if (events.closed || socket.readyState !== OPEN) throw new PortClosed()
      socket.send(encodeMessage(message, options.maxSend))
    },
    close: () => {
      socket.close(1000)
      events.end()
    },
  }
}
