import type { FileDiagnosis } from '#engine/doctor/doctor-ports'
import { memoryId } from '#engine/memory/coordinate'
import { analyze } from '#engine/text/analyzer'
import { AXES, Part, type Placed, wordHash } from './doctor-part.ts'
import { embedderRoles } from './embedders.ts'
import { renewKeywordsOf } from './namespaces.ts'
import { coordinateOf } from './rows.ts'
import { IS_THERE, lastSeq } from './space.ts'
import type { Statements } from './statements.ts'

interface Space {
  readonly id: number
  readonly name: string
}

const LIVING = 'deleted_at IS NULL'

/** Holds the file against itself: what is derived from memories against the memories (STO-6). Nothing is written. */
export const diagnose = (sql: Statements): FileDiagnosis => {
  const spaces = sql.all<Space>(`SELECT id, name FROM namespaces WHERE ${IS_THERE} ORDER BY id`)
  const parts = [file(sql), ids(sql, spaces), counts(sql), keywords(sql, spaces), vectors(sql)]
  return {
    seq: lastSeq(sql),
    checked: parts.map(({ counted }) => counted),
    found: parts.flatMap(({ found }) => found),
    spoilt: [],
    links: sql.all(
      `SELECT n.name AS namespace, count(*) AS count, total(l.weight) AS weight
       FROM links AS l JOIN namespaces AS n ON n.id = l.namespace_id
       JOIN memories AS f ON f.key = l.from_key AND f.${LIVING} JOIN memories AS t ON t.key = l.to_key AND t.${LIVING}
       GROUP BY n.id`,
    ),
  }
}

/** Makes anew what of it differs. @returns how many namespaces were touched */
export const mend = (sql: Statements): number => {
  const spaces = sql.all<Space>('SELECT id, name FROM namespaces WHERE id > 0')
  const stale = spaces.filter((space) => keywords(sql, [space]).differences > 0)
  for (const { id } of stale) renewKeywordsOf(sql, id)
  const miscounted = COUNTED.map((column) => `${column} = (${recount(column)})`).join(', ')
  const differs = COUNTED.map((column) => `${column} <> (${recount(column)})`).join(' OR ')
  const { changes } = sql.run(`UPDATE namespaces AS n SET ${miscounted} WHERE id > 0 AND (${differs})`)
  return stale.length + changes
}

const file = (sql: Statements): Part => {
  const part = new Part('file')
  part.compared = sql.one<{ page_count: number }>('PRAGMA page_count')?.page_count ?? 0
  for (const { integrity_check: said } of sql.all<{ integrity_check: string }>(
    'PRAGMA integrity_check(20)',
  )) {
    if (said !== 'ok') part.add(null, said)
  }
  for (const { table, parent } of sql.all<{ table: string; parent: string }>('PRAGMA foreign_key_check')) {
    part.add(null, `a row of "${table}" belongs to nothing in "${parent}"`)
  }
  return part
}

/** MEM-2: an id is made of namespace and coordinate, and nothing else. */
const ids = (sql: Statements, spaces: readonly Space[]): Part => {
  const part = new Part('ids')
  for (const { id: space, name } of spaces) {
    const rows = sql.get(`SELECT key, id, ${AXES} FROM memories WHERE namespace_id = ?`).iterate(space)
    for (const row of rows as IterableIterator<Placed & { readonly id: string }>) {
      part.compared++
      if (memoryId(name, coordinateOf(row)) !== row.id) part.add(name, 'its id is not that of its place', row)
    }
  }
  return part
}

const COUNTED = ['living', 'bin', 'episodic', 'pinned_count', 'payload_bytes', 'link_count'] as const

const recount = (column: (typeof COUNTED)[number]): string => {
  if (column === 'link_count') return 'SELECT count(*) FROM links WHERE namespace_id = n.id'
  const of = {
    living: `total(${LIVING})`,
    bin: 'total(deleted_at IS NOT NULL)',
    episodic: `total(${LIVING} AND type = 'episodic')`,
    pinned_count: `total(${LIVING} AND pinned)`,
    payload_bytes: `total(CASE WHEN ${LIVING} THEN bytes ELSE 0 END)`,
  }[column]
  return `SELECT CAST(${of} AS INTEGER) FROM memories WHERE namespace_id = n.id`
}

const counts = (sql: Statements): Part => {
  const part = new Part('counts')
  const columns = COUNTED.map((column) => `${column}, (${recount(column)}) AS real_${column}`).join(', ')
  for (const row of sql.all<Record<string, number | string>>(
    `SELECT name, ${columns} FROM namespaces AS n WHERE id > 0`,
  )) {
    for (const column of COUNTED) {
      part.compared++
      const [kept, real] = [row[column], row[`real_${column}`]]
      if (kept !== real) part.add(String(row.name), `counts ${kept} as ${column}, and there are ${real}`)
    }
  }
  return part
}

/** The words of each memory in the keyword table against those of its text, in their order. */
const keywords = (sql: Statements, spaces: readonly Space[]): Part => {
  const part = new Part('keywords')
  for (const { id: space, name } of spaces) {
    const kept = keptWords(sql, space)
    const rows = sql
      .get(`SELECT key, text, ${AXES} FROM memories WHERE namespace_id = ? AND ${LIVING}`)
      .iterate(space)
    for (const row of rows as IterableIterator<Placed & { readonly text: string }>) {
      part.compared++
      const [own, there] = [hashOfText(row.text), kept.get(row.key) ?? 0]
      kept.delete(row.key)
      if (own === there) continue
      part.add(name, there === 0 ? 'its words are missing' : 'it has the words of another text', row)
    }
    for (const key of kept.keys()) part.add(name, `has words of memory number ${key}, which is not there`)
  }
  return part
}

/** A hash of what the table has of each memory, by key. */
const keptWords = (sql: Statements, space: number): Map<number, number> => {
  const kept = new Map<number, number>()
  const { db } = sql
  db.exec(`CREATE VIRTUAL TABLE temp.doctor_words USING fts5vocab('main', 'keywords_${space}', 'instance')`)
  try {
    const rows = db.prepare('SELECT term, doc, offset FROM temp.doctor_words').raw().iterate()
    let [last, hash] = ['', 0]
    for (const [term, doc, offset] of rows as IterableIterator<[string, number, number]>) {
      if (term !== last) [last, hash] = [term, wordHash(term)]
      kept.set(doc, added(kept.get(doc) ?? 0, hash, offset))
    }
  } finally {
    db.exec('DROP TABLE temp.doctor_words')
  }
  return kept
}

const hashOfText = (text: string): number =>
  analyze(text).reduce((sum, { term }, offset) => added(sum, wordHash(term), offset), 0)

const added = (sum: number, hash: number, offset: number): number =>
  (sum + Math.imul(hash, 2 * offset + 1)) >>> 0

const vectors = (sql: Statements): Part => {
  const part = new Part('vectors')
  const { active, unused } = embedderRoles(sql)
  const name = active?.id ?? unused[0]
  const table = name && sql.one<{ id: number }>('SELECT id FROM embedders WHERE name = ?', name)
  const [vector, join] = table
    ? ['length(v.vector) AS bytes', `LEFT JOIN vectors_${table.id} AS v ON v.memory_key = m.key`]
    : ['NULL AS bytes', '']
  const rows = sql
    .get(
      `SELECT m.key, n.name, ${AXES}, ${vector} FROM memories AS m JOIN namespaces AS n ON n.id = m.namespace_id ${join}
       WHERE m.${LIVING}`,
    )
    .iterate()
  for (const row of rows as IterableIterator<Placed & { name: string; bytes: number | null }>) {
    part.compared++
    if (row.bytes === null) part.add(row.name, 'it has no vector', row)
    else if (active && row.bytes !== 4 * active.dimension)
      part.add(row.name, 'its vector has another length', row)
  }
  return part
}
