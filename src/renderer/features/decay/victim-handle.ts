/** What only the list on screen can do: on what is chosen, or on the row of the cursor. */
export interface VictimHandle {
  readonly pin: () => void
  readonly boost: () => void
  readonly accept: () => void
}

export const victimHandle: { now: VictimHandle | null } = { now: null }
