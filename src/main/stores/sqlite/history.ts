import type { ArtefactKind, Change } from '#contract/changes'
import type { HistoryKind, HistoryLine } from '#contract/history'
import type { HistoryQuery, HistoryScope } from '#engine/journal/journal-ports'
import { hasArtefacts } from './artefacts.ts'
import { CHANGE_COLUMNS, chainFrom, changeAt, isInForce } from './chain.ts'
import { hasLinkChanges } from './links.ts'
import { keyAt } from './space.ts'
import type { Statements, Value } from './statements.ts'

/** A condition with what it asks for. */
interface Condition {
  readonly sql: string
  readonly values: readonly Value[]
}

const condition = (sql: string, ...values: Value[]): Condition => ({ sql, values })

const OF_ALL = "c.namespace = ''"
const OF_ONE = 'c.namespace_id = (SELECT id FROM namespaces WHERE name = ?)'

/** Changes of the whole database have an empty name, and no namespace where they are none of an artefact. */
export const inScope = ({ namespace, whole }: HistoryScope): Condition => {
  if (namespace === undefined) return condition(whole ? '1' : "c.namespace <> ''")
  return condition(whole ? `(${OF_ONE} OR ${OF_ALL})` : OF_ONE, namespace)
}

const KIND_OF: Readonly<Record<ArtefactKind, HistoryKind>> = {
  'golden-set': 'golden',
  'golden-entry': 'golden',
  'saved-query': 'queries',
  recording: 'recordings',
  'gate-skip': 'gate',
  'pair-label': 'gate',
  'pair-dismissal': 'gate',
  setting: 'settings',
  namespace: 'namespaces',
  // Notes of what the memories and links of the same change are: no things of their own.
  import: 'memories',
  'import-places': 'memories',
}

/** Artefacts that are told as something of their own. */
export const IS_THING = "kind NOT IN ('import', 'import-places')"

const ofKind = (sql: Statements, kind: HistoryKind): Condition => {
  if (kind === 'settings') return condition(OF_ALL)
  if (kind === 'memories') {
    return condition(`(c.action = 'purge' OR EXISTS (SELECT 1 FROM memories WHERE created_seq = c.seq)
      OR EXISTS (SELECT 1 FROM versions WHERE replaced_seq = c.seq))`)
  }
  if (kind === 'links') {
    const some = 'EXISTS (SELECT 1 FROM link_changes WHERE seq = c.seq)'
    return condition(hasLinkChanges(sql) ? some : '0')
  }
  if (!hasArtefacts(sql)) return condition('0')
  const kinds = Object.entries(KIND_OF).flatMap(([one, of]) => (of === kind ? [`'${one}'`] : []))
  return condition(
    `EXISTS (SELECT 1 FROM artefact_changes WHERE seq = c.seq AND kind IN (${kinds.join(', ')}))`,
  )
}

const ofMemory = (sql: Statements, namespace: string, coordinate: readonly number[]): Condition => {
  const space = sql.one<{ id: number }>('SELECT id FROM namespaces WHERE name = ?', namespace)?.id
  const key = space === undefined ? null : keyAt(sql, space, coordinate)
  const touched = [
    'SELECT created_seq FROM memories WHERE key = ?',
    'SELECT replaced_seq FROM versions WHERE memory_key = ?',
  ]
  const linked = [
    'SELECT seq FROM link_changes WHERE from_key = ?',
    'SELECT seq FROM link_changes WHERE to_key = ?',
  ]
  const all = hasLinkChanges(sql) ? [...touched, ...linked] : touched
  return condition(`c.seq IN (${all.join(' UNION ')})`, ...all.map(() => key))
}

const conditionsOf = (sql: Statements, query: HistoryQuery): Condition[] => [
  inScope(query),
  ...(query.before === undefined ? [] : [condition('c.seq < ?', query.before)]),
  ...(query.undos ? [] : [condition('c.undoes IS NULL')]),
  ...(query.author === undefined ? [] : [condition('c.author = ?', query.author)]),
  ...(query.kind === undefined ? [] : [ofKind(sql, query.kind)]),
  ...(query.coordinate === undefined ? [] : [ofMemory(sql, query.namespace ?? '', query.coordinate)]),
]

export const history = (
  sql: Statements,
  query: HistoryQuery,
): { lines: HistoryLine[]; present: number | null } => {
  const found = select(sql, conditionsOf(sql, query), query.limit)
  const present = newest(sql, [inScope(query), condition('c.undoes IS NULL')], (change) =>
    isInForce(chainFrom(sql, change.seq)),
  )
  return { lines: found.map((change) => lineOf(sql, change)), present: present?.seq ?? null }
}

export const historyAuthors = (sql: Statements, scope: HistoryScope): string[] => {
  const { sql: where, values } = inScope(scope)
  return sql
    .all<{ author: string }>(
      `SELECT DISTINCT author FROM changes AS c WHERE ${where} ORDER BY author`,
      ...values,
    )
    .map(({ author }) => author)
}

/** What was undone before a new change was made is not offered to be redone. */
export const nextChanges = (
  sql: Statements,
  { author, ...scope }: HistoryScope & { readonly author?: string | undefined },
): { undo: HistoryLine | null; redo: HistoryLine | null } => {
  const by = author === undefined ? [] : [condition('c.author = ?', author)]
  const originals = [inScope(scope), ...by, condition('c.undoes IS NULL')]
  const undo = newest(sql, originals, ({ seq }) => isInForce(chainFrom(sql, seq)))
  const last = newest(
    sql,
    [inScope(scope), ...by, condition('c.undone_by IS NULL')],
    (change) => change.undoes === null || originOf(sql, change).depth % 2 === 1,
  )
  const redo = last === null || last.undoes === null ? null : originOf(sql, last).change
  return { undo: undo && lineOf(sql, undo), redo: redo && lineOf(sql, redo) }
}

/** How many changes are looked at in one go for one that holds. */
const AT_ONCE = 100

const newest = (
  sql: Statements,
  conditions: readonly Condition[],
  holds: (change: Change) => boolean,
): Change | null => {
  for (let before = Number.MAX_SAFE_INTEGER; ; ) {
    const some = select(sql, [condition('c.seq < ?', before), ...conditions], AT_ONCE)
    const found = some.find(holds)
    if (found !== undefined) return found
    const last = some.at(-1)
    if (last === undefined || some.length < AT_ONCE) return null
    before = last.seq
  }
}

const select = (sql: Statements, conditions: readonly Condition[], limit: number): Change[] =>
  sql.all<Change>(
    `SELECT ${CHANGE_COLUMNS} FROM changes AS c WHERE ${conditions.map((one) => one.sql).join(' AND ')}
     ORDER BY c.seq DESC LIMIT ?`,
    ...conditions.flatMap(({ values }) => values),
    limit,
  )

/** The first change of a chain of undos, and how far back it lies. */
export const originOf = (sql: Statements, change: Change): { change: Change; depth: number } => {
  let [origin, depth] = [change, 0]
  while (origin.undoes !== null) {
    const before = changeAt(sql, origin.undoes)
    if (before === null) break
    origin = before
    depth += 1
  }
  return { change: origin, depth }
}

export const lineOf = (sql: Statements, change: Change): HistoryLine => {
  const { last, steps } = chainFrom(sql, change.seq)
  const settled = steps === 0 ? null : changeAt(sql, last)
  const others = othersOf(sql, change.seq)
  const [memories, links] = [countMemories(sql, change.seq), countLinks(sql, change.seq)]
  const kinds = new Set<HistoryKind>(others.map(({ kind }) => KIND_OF[kind]))
  if (memories > 0 || change.action === 'purge') kinds.add('memories')
  if (links > 0) kinds.add('links')
  if (change.namespace === '') kinds.add('settings')
  return {
    ...change,
    memories,
    links,
    others: others.reduce((sum, { n }) => sum + n, 0),
    kinds: [...kinds],
    import: importOf(sql, change.seq),
    state: steps === 0 ? 'applied' : steps % 2 === 1 ? 'undone' : 'redone',
    settledBy: settled && { seq: settled.seq, author: settled.author, at: settled.at },
  }
}

const importOf = (sql: Statements, seq: number): string | null =>
  hasArtefacts(sql)
    ? (sql.one<{ id: string }>("SELECT id FROM artefact_changes WHERE seq = ? AND kind = 'import'", seq)
        ?.id ?? null)
    : null

/** A change that names a memory more than once has one state of it that was there before. */
export const countMemories = (sql: Statements, seq: number): number =>
  sql.one<{ n: number }>(
    `SELECT (SELECT count(*) FROM memories WHERE created_seq = ?)
       + (SELECT count(*) FROM versions WHERE replaced_seq = ? AND seq <> replaced_seq) AS n`,
    seq,
    seq,
  )?.n ?? 0

const countLinks = (sql: Statements, seq: number): number =>
  hasLinkChanges(sql)
    ? (sql.one<{ n: number }>(
        'SELECT count(*) AS n FROM (SELECT DISTINCT from_key, to_key, type FROM link_changes WHERE seq = ?)',
        seq,
      )?.n ?? 0)
    : 0

const othersOf = (sql: Statements, seq: number): { kind: ArtefactKind; n: number }[] =>
  hasArtefacts(sql)
    ? sql.all(
        `SELECT kind, count(*) AS n FROM artefact_changes WHERE seq = ? AND ${IS_THING} GROUP BY kind`,
        seq,
      )
    : []
