import { create } from 'zustand'
import type { Connection } from './follow-events.ts'

interface ConnectionState {
  readonly connection: Connection
  readonly set: (connection: Connection) => void
}

export const useConnectionStore = create<ConnectionState>((set) => ({
  connection: 'connecting',
  set: (connection) => set({ connection }),
}))

/** Whether the engine answers. */
export const useConnection = (): Connection => useConnectionStore((state) => state.connection)
