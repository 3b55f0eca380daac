import type { Moment, Stretch } from '#contract/graph-moments'
import { namespaceRow } from './space.ts'
import type { Statements } from './statements.ts'

export interface FoundMoment {
  readonly seq: number
  readonly at: number | null
}

/** The last change up to a moment. A clock that went back does not take a change out of its order. */
export const findMoment = (sql: Statements, moment: Moment): FoundMoment =>
  sql.one<FoundMoment>(
    `SELECT seq, at FROM changes WHERE ${'at' in moment ? 'at' : 'seq'} <= ? ORDER BY seq DESC LIMIT 1`,
    'at' in moment ? moment.at : moment.seq,
  ) ?? { seq: 0, at: null }

/** Each change for itself where they are few, else as many in each stretch. */
export const moments = (
  sql: Statements,
  namespace: string,
  most: number,
): { changes: number; stretches: Stretch[] } => {
  const { id } = namespaceRow(sql, namespace)
  const changes = sql.get('SELECT count(*) FROM changes WHERE namespace_id = ?').pluck().get(id) as number
  const stretches = sql.all<Stretch>(
    `SELECT max(seq) AS seq, max(at) AS at, count(*) AS changes, sum(count) AS touched FROM (
       SELECT seq, at, count, (row_number() OVER (ORDER BY seq) - 1) * CAST(? AS INTEGER) / CAST(? AS INTEGER) AS stretch
       FROM changes WHERE namespace_id = ?)
     GROUP BY stretch ORDER BY seq`,
    Math.min(most, changes),
    Math.max(1, changes),
    id,
  )
  return { changes, stretches }
}
