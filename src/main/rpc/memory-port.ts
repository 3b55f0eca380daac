import { createPortEvents, type Port, PortClosed, type PortEvents } from './port.ts'

/** Two joined ports in one thread, for tests: messages are cloned and arrive later, as on any other transport. */
export const createMemoryPorts = (): readonly [Port, Port] => {
  const end = (own: PortEvents, other: PortEvents): Port => ({
    onMessage: own.onMessage,
    onClose: own.onClose,
    post: (message) => {
      if (own.closed) throw new PortClosed()
      const copy = structuredClone(message)
      queueMicrotask(() => other.message(copy))
    },
    close: () => {
      own.end()
      queueMicrotask(() => other.end())
    },
  })
  const left = createPortEvents()
  const right = createPortEvents()
  return [end(left, right), end(right, left)]
}
