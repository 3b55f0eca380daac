import type { Change } from '#contract/changes'
import type { EmbedderSettings } from '#contract/embedders'
import type { BuildRecord, EmbedderRecord, EmbedderRoles, MissingVector, SwitchLine } from '#engine/ports'
import type { Statements } from './statements.ts'
import { VectorTable } from './vector-table.ts'

interface RoleRecord {
  readonly role: 'active' | 'building' | 'previous'
  readonly embedder_id: number
  readonly id: string
  readonly dimension: number
  readonly settings: string
  readonly since: number | null
  readonly author: string | null
  readonly paused: number | null
  readonly undoes: number | null
}

export const embedderRoles = (sql: Statements): EmbedderRoles => {
  // A damaged file is opened as it is, also one that an older program made.
  if (sql.one("SELECT 1 FROM sqlite_schema WHERE name = 'embedder_roles'") === undefined) {
    return { active: null, building: null, previous: null, unused: [] }
  }
  const [active, building, previous] = (['active', 'building', 'previous'] as const).map((role) =>
    roleOf(sql, role),
  )
  const unused = sql.all<{ name: string }>(
    'SELECT name FROM embedders WHERE id NOT IN (SELECT embedder_id FROM embedder_roles) ORDER BY id',
  )
  return {
    active: active ? { ...toRecord(active), since: active.since } : null,
    building: building ? toBuild(building) : null,
    previous: previous ? toRecord(previous) : null,
    unused: unused.map(({ name }) => name),
  }
}

const roleOf = (sql: Statements, role: RoleRecord['role']): RoleRecord | undefined =>
  sql.one<RoleRecord>(
    'SELECT r.*, e.name AS id FROM embedder_roles AS r JOIN embedders AS e ON e.id = r.embedder_id WHERE role = ?',
    role,
  )

const toRecord = ({ id, dimension, settings }: RoleRecord): EmbedderRecord => ({
  id,
  dimension,
  settings: JSON.parse(settings) as EmbedderSettings,
})

const toBuild = (record: RoleRecord): BuildRecord => ({
  ...toRecord(record),
  author: record.author ?? '',
  isPaused: record.paused === 1,
  undoes: record.undoes,
})

const setRole = (
  sql: Statements,
  role: RoleRecord['role'],
  { id, dimension, settings, ...more }: EmbedderRecord & Partial<BuildRecord> & { since?: number | null },
): void => {
  VectorTable.findOrCreate(sql, id)
  sql.run(
    `INSERT OR REPLACE INTO embedder_roles (role, embedder_id, dimension, settings, since, author, paused, undoes)
     VALUES (?, (SELECT id FROM embedders WHERE name = ?), ?, ?, ?, ?, ?, ?)`,
    role,
    id,
    dimension,
    JSON.stringify(settings),
    more.since ?? null,
    more.author ?? null,
    more.isPaused ? 1 : 0,
    more.undoes ?? null,
  )
}

const dropRole = (sql: Statements, role: RoleRecord['role']): void => {
  sql.run('DELETE FROM embedder_roles WHERE role = ?', role)
}

export const adoptEmbedder = (sql: Statements, embedder: EmbedderRecord): void => {
  const active = roleOf(sql, 'active')
  setRole(sql, 'active', { ...embedder, since: active?.id === embedder.id ? active.since : null })
  for (const role of ['previous', 'building'] as const) {
    if (roleOf(sql, role)?.id === embedder.id) dropRole(sql, role)
  }
}

export const beginBuild = (sql: Statements, build: BuildRecord): void => setRole(sql, 'building', build)

export const pauseBuild = (sql: Statements, isPaused: boolean): void => {
  sql.run("UPDATE embedder_roles SET paused = ? WHERE role = 'building'", isPaused ? 1 : 0)
}

export const cancelBuild = (sql: Statements): void => dropRole(sql, 'building')

export const forgetPrevious = (sql: Statements): void => dropRole(sql, 'previous')

/** Nothing may have changed behind the cursor: what did may lack a vector, or stand in the index as it was. */
export const finishBuild = (sql: Statements, { cursor, at, action, summary }: SwitchLine): Change | null => {
  const later = sql.one('SELECT 1 FROM memories WHERE (seq, key) > (?, ?)', cursor.seq, cursor.key)
  const building = roleOf(sql, 'building')
  if (later !== undefined || building === undefined) return null
  const { author, undoes } = toBuild(building)
  const line = { namespace: '', at, author, action, summary, count: 0, undoes }
  const { lastInsertRowid } = sql.run(
    `INSERT INTO changes (namespace_id, namespace, at, author, action, summary, count, undoes)
     VALUES (NULL, '', ?, ?, ?, ?, 0, ?)`,
    at,
    author,
    action,
    summary,
    undoes,
  )
  const seq = Number(lastInsertRowid)
  if (undoes !== null) sql.run('UPDATE changes SET undone_by = ? WHERE seq = ?', seq, undoes)
  const active = roleOf(sql, 'active')
  if (active) setRole(sql, 'previous', toRecord(active))
  setRole(sql, 'active', { ...toRecord(building), since: seq })
  dropRole(sql, 'building')
  return { seq, ...line, undoneBy: null }
}

/** In slices: a million vectors are gigabytes, and writers wait for each slice only. */
export const dropVectors = (sql: Statements, embedder: string, limit: number): boolean => {
  const known = sql.one<{ id: number; role: string | null }>(
    'SELECT e.id, r.role FROM embedders AS e LEFT JOIN embedder_roles AS r ON r.embedder_id = e.id WHERE e.name = ?',
    embedder,
  )
  if (known === undefined || known.role !== null) return true
  return VectorTable.find(sql, embedder)?.deleteSome(limit) ?? true
}

export const coverage = (sql: Statements, embedder: string): { living: number; covered: number } => {
  const living = sql.one<{ n: number | null }>('SELECT sum(living) AS n FROM namespaces')?.n ?? 0
  return { living, covered: VectorTable.find(sql, embedder)?.countLiving() ?? 0 }
}

export const putVectors = (
  sql: Statements,
  embedder: string,
  missing: readonly MissingVector[],
  vectors: Float32Array,
): Uint8Array => {
  const table = VectorTable.findOrCreate(sql, embedder)
  const dimension = vectors.length / missing.length
  return Uint8Array.from(missing, (row, i) =>
    table.fill(row, vectors.subarray(i * dimension, (i + 1) * dimension)) ? 1 : 0,
  )
}
