/** What only the workbench on the screen can do; commands and shortcuts ask it. */
export interface DuplicatesHandle {
  readonly canMerge: () => boolean
  readonly move: (by: number) => void
  readonly merge: () => void
  readonly keepAll: () => void
  readonly keep: (side: number) => void
}

/** Null while the workbench is not shown. */
export const duplicatesHandle: { now: DuplicatesHandle | null } = { now: null }
