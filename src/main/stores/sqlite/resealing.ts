import { NamespaceMoved, type Resealing } from '#engine/ports'
import type { MemoryRecord } from './rows.ts'
import type { Statements } from './statements.ts'

/** @throws NamespaceMoved */
export const refuseOlderSeals = (sql: Statements, space: number, { seq }: Resealing): void => {
  const last = sql.one<{ seq: number | null }>(
    'SELECT max(seq) AS seq FROM changes WHERE namespace_id = ?',
    space,
  )
  if ((last?.seq ?? 0) !== seq)
    throw new NamespaceMoved(`the namespace was changed by ${last?.seq} after ${seq}`)
}

/** Puts payloads in the place of those that were sealed for other ids, in whatever state they are. */
export const putResealed = (sql: Statements, { states }: Resealing): void => {
  for (const { key, version, payload } of states) {
    const { changes } = sql.run(
      'UPDATE memories SET payload = ? WHERE key = ? AND version = ?',
      payload,
      key,
      version,
    )
    if (changes === 0)
      sql.run('UPDATE versions SET payload = ? WHERE memory_key = ? AND version = ?', payload, key, version)
  }
}

/** The payload of the copy of a memory, or null where that of the original serves. */
export const resealedPayload = (reseal: Resealing | undefined): ((record: MemoryRecord) => string | null) => {
  const byState = new Map(reseal?.states.map(({ key, version, payload }) => [`${key} ${version}`, payload]))
  return ({ key, version }) => byState.get(`${key} ${version}`) ?? null
}
