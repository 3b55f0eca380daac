import type { Change } from '#contract/changes'
import type { Statements } from './statements.ts'

export const CHANGE_COLUMNS =
  'seq, namespace, at, author, action, summary, count, undoes, undone_by AS undoneBy'

export const changeAt = (sql: Statements, seq: number): Change | null =>
  sql.one<Change>(`SELECT ${CHANGE_COLUMNS} FROM changes WHERE seq = ?`, seq) ?? null

/**
 * A change, what undid it, what undid that, and so on: each line of the journal is undone by one other at most, and the
 * effect of the first is in force wherever an even number of lines follow it.
 */
export interface Chain {
  /** The newest line of it; the change itself where nobody undid it. */
  readonly last: number
  /** Lines after the change. */
  readonly steps: number
}

export const chainFrom = (sql: Statements, seq: number): Chain => {
  let [last, steps] = [seq, 0]
  for (let by = undoneBy(sql, last); by !== null; by = undoneBy(sql, last)) {
    last = by
    steps += 1
  }
  return { last, steps }
}

export const isInForce = ({ steps }: Chain): boolean => steps % 2 === 0

/** How many lines of a chain, from its newest, lie after a point. */
export const linesAfter = (sql: Statements, newest: Change, to: number): number => {
  let count = 1
  for (let undoes = newest.undoes; undoes !== null && undoes > to; count++) {
    undoes = changeAt(sql, undoes)?.undoes ?? null
  }
  return count
}

const undoneBy = (sql: Statements, seq: number): number | null =>
  sql.one<{ by: number | null }>('SELECT undone_by AS by FROM changes WHERE seq = ?', seq)?.by ?? null
