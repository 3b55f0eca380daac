import type { MessagePort, Transferable } from 'node:worker_threads'
import { createPortEvents, type Port, PortClosed } from './port.ts'

const transfers = new WeakMap<object, readonly Transferable[]>()

/**
 * Marks buffers of a result (or input) to be moved instead of copied where the transport is a MessagePort. The sender
 * must not touch them afterwards. Other transports copy; so does a server that checks its outputs.
 */
export const transferring = <T extends object>(value: T, buffers: readonly Transferable[]): T => {
  transfers.set(value, buffers)
  return value
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

const buffersOf = (message: unknown): readonly Transferable[] => {
  const carried = isObject(message) ? (message.value ?? message.input) : undefined
  return (isObject(carried) && transfers.get(carried)) || []
}

/**
 * A port over one end of a MessageChannel. Give the other end to a worker in `workerData`: when the worker ends or
 * crashes its end closes, and this port with it.
 */
export const createMessagePort = (raw: MessagePort): Port => {
  const events = createPortEvents()
  raw.on('message', events.message)
  raw.on('close', events.end)
  return {
    onMessage: events.onMessage,
    onClose: events.onClose,
    post: (message) => {
      // Node drops what is posted to a closed port without a word.
      if (events.closed) throw new PortClosed()
      raw.postMessage(message, buffersOf(message))
    },
    close: () => {
      raw.close()
      events.end()
    },
  }
}
