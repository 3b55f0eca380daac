/**
 * Two ends of a line that carries messages in order. What a message may hold depends on the transport; plain values,
 * arrays, objects and typed arrays pass over every one.
 */
export interface Port {
  /** Throws `PortClosed` when nobody is at the other end, and a transport's own error for what it cannot carry. */
  post(message: unknown): void
  onMessage(listener: (message: unknown) => void): void
  /**
   * The other end is gone: whatever was asked so far stays unanswered. Most ports end with that; a reconnecting one
   * may carry messages again later and then lose the other end again.
   */
  onClose(listener: () => void): void
  close(): void
}

export class PortClosed extends Error {
  override readonly name = 'PortClosed'

  constructor() {
    super('the port is closed')
  }
}

/** The listening half of a port, the same for every transport. */
export interface PortEvents extends Pick<Port, 'onMessage' | 'onClose'> {
  readonly closed: boolean
  message(message: unknown): void
  /** Says once that the port is closed; later messages and closings are dropped. */
  end(): void
}

export const createPortEvents = (): PortEvents => {
  const onMessage = new Set<(message: unknown) => void>()
  const onClose = new Set<() => void>()
  let closed = false
  return {
    get closed() {
      return closed
    },
    onMessage: (listener) => void onMessage.add(listener),
    onClose: (listener) => {
      if (closed) listener()
      else onClose.add(listener)
    },
    message: (message) => {
      if (!closed) for (const listener of onMessage) listener(message)
    },
    end: () => {
      if (closed) return
      closed = true
      for (const listener of onClose) listener()
    },
  }
}
