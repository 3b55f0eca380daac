import type { Touch } from '#engine/ports'
import { Dating } from './dating.ts'
import type { Statements } from './statements.ts'

/** Looking at a memory is no change of it: neither its version nor its `seq` moves, and nothing is derived anew. */
export const touch = (sql: Statements, touches: readonly Touch[]): void => {
  const dating = new Dating(sql)
  for (const { key, count, at } of touches) {
    sql.run(
      `UPDATE memories SET access_count = access_count + ?,
         last_accessed_at = max(coalesce(last_accessed_at, ?), ?)
       WHERE key = ? AND deleted_at IS NULL`,
      count,
      at,
      at,
      key,
    )
    // Who is remembered is forgotten later.
    dating.date(key)
  }
}
