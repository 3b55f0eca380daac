export type Settling = 'store' | 'merge' | 'confirm'

/** What only the inbox on the screen can do; commands and shortcuts ask it. */
export interface InboxHandle {
  readonly hasEntry: () => boolean
  readonly move: (by: number) => void
  readonly toggle: () => void
  readonly toggleAll: () => void
  readonly settle: (how: Settling) => void
  readonly open: () => void
}

/** Null while the inbox is not shown. */
export const inboxHandle: { now: InboxHandle | null } = { now: null }
