import type { ConnectionState } from '#rpc/reconnecting-port'

/** The state of the connection for whoever shows it; fits `useSyncExternalStore`. */
export interface ConnectionStore {
  get(): ConnectionState
  /** @returns a function that ends the subscription. */
  subscribe(listener: () => void): () => void
}

export const createConnectionStore = (initial: ConnectionState) => {
  const listeners = new Set<() => void>()
  let state = initial
  const store: ConnectionStore = {
    get: () => state,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
  const set = (next: ConnectionState): void => {
    state = next
    for (const listener of listeners) listener()
  }
  return { store, set }
}
