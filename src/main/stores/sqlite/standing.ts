import type { Statements } from './statements.ts'

/** Changes that are looked at as if they were undone already. */
export type AsIfUndone = (seq: number) => boolean

interface Wanted {
  readonly lastSeq: number
  readonly wanted: number
  readonly isUndone?: AsIfUndone | undefined
}

/**
 * The change that the present state of something stands for. A change that was undone and its undo cancel out: behind
 * them stands what was before both, so that undo after undo walks back through its history, and redo forward.
 * Stops at `wanted`, which may be any of those that the state stands for.
 * @param seqBefore the change that made the state which a change replaced, or null where there was none
 */
export const standing = (
  sql: Statements,
  { lastSeq, wanted, isUndone = () => false }: Wanted,
  seqBefore: (change: number) => number | null,
): number => {
  let seq = lastSeq
  while (seq !== wanted) {
    const undone = isUndone(seq) ? seq : undoneBy(sql, seq)
    const before = undone === null ? null : seqBefore(undone)
    if (before === null) return seq
    seq = before
  }
  return seq
}

const undoneBy = (sql: Statements, seq: number): number | null =>
  sql.one<{ undoes: number | null }>('SELECT undoes FROM changes WHERE seq = ?', seq)?.undoes ?? null
