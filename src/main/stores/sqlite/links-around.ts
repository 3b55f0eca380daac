import type { LinkColumns } from '#engine/ports'
import type { Statements } from './statements.ts'

interface LinkRecord {
  readonly key: number
  readonly from_key: number
  readonly to_key: number
  readonly weight: number
}

/** Both directions by their own index; the heaviest of a hub with thousands of links are enough for its neighbourhood. */
const TOUCHING = `
  SELECT l.key, l.from_key, l.to_key, l.weight FROM (
    SELECT key, from_key, to_key, weight, to_key AS other FROM links WHERE from_key = ?
    UNION ALL
    SELECT key, from_key, to_key, weight, from_key FROM links WHERE to_key = ? AND from_key <> ?
  ) AS l JOIN memories AS m ON m.key = l.other
  WHERE m.deleted_at IS NULL ORDER BY l.weight DESC, l.key LIMIT ?`

export const linksAround = (sql: Statements, keys: Uint32Array, most: number): LinkColumns => {
  const found = new Map<number, LinkRecord>()
  for (const key of keys) {
    for (const link of sql.all<LinkRecord>(TOUCHING, key, key, key, most)) found.set(link.key, link)
  }
  const links = [...found.values()].sort((a, b) => a.key - b.key)
  return {
    from: Uint32Array.from(links, ({ from_key }) => from_key),
    to: Uint32Array.from(links, ({ to_key }) => to_key),
    weight: Float64Array.from(links, ({ weight }) => weight),
  }
}
