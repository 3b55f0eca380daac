import type { Change } from '#contract/changes'
import {
  type ChangeDraft,
  type Committed,
  type MemoryState,
  type Mutation,
  type MutationOutcome,
  MutationRefused,
} from '#engine/ports'
import { applyArtefacts } from './artefacts.ts'
import { Dating } from './dating.ts'
import { keepGateRecord } from './gate-records.ts'
import type { KeywordTable } from './keyword-table.ts'
import { applyLinks } from './links.ts'
import { axesOf, type FullRecord, type StateRecord, toState } from './rows.ts'
import { keywordsOf, namespaceRow, spaceToChange } from './space.ts'
import type { Statements } from './statements.ts'
import { VectorTable } from './vector-table.ts'

/** What stays the same for all mutations of one change. */
interface Transaction {
  readonly sql: Statements
  readonly draft: ChangeDraft
  readonly space: number
  readonly seq: number
  readonly keywords: KeywordTable
  /** Null where no memory changes: a change of links has no vector, and needs no table of an embedder. */
  readonly vectors: VectorTable | null
  readonly dating: Dating
}

const MAX_IDS = 1000

/** Thrown to roll a transaction back that turned out to change nothing. */
class NothingToDo extends Error {
  readonly outcomes: readonly MutationOutcome[]

  constructor(outcomes: readonly MutationOutcome[]) {
    super('nothing to do')
    this.outcomes = outcomes
  }
}

/**
 * Writes one change: every mutation, the earlier states as versions, the keyword table, the vectors, links and artefacts
 * with what they were, and the line of the journal, all in one transaction (MEM-8, MEM-9).
 * @throws MutationRefused, LinkRefused, ArtefactRefused where a mutation asks for something that is not so; nothing is written then.
 */
export const commit = (sql: Statements, draft: ChangeDraft): Committed => {
  try {
    return sql.db.transaction(() => commitInTransaction(sql, draft)).immediate()
  } catch (error) {
    if (error instanceof NothingToDo)
      return { change: null, ids: [], outcomes: error.outcomes, artefacts: [], links: 0, living: 0 }
    throw error
  }
}

const commitInTransaction = (sql: Statements, draft: ChangeDraft): Committed => {
  const space = spaceToChange(sql, draft.namespace, draft.at)
  const transaction: Transaction = {
    sql,
    draft,
    space,
    seq: openChange(sql, draft, space),
    keywords: keywordsOf(sql, space),
    vectors: vectorsFor(sql, draft),
    dating: new Dating(sql),
  }
  const outcomes = draft.mutations.map((mutation, index) => applyMutation(transaction, mutation, index))
  const links = applyLinks(sql, {
    ...transaction,
    at: draft.at,
    links: draft.links ?? [],
    isUndo: isUndo(draft),
  })
  const artefacts = applyArtefacts(sql, {
    ...transaction,
    artefacts: draft.artefacts ?? [],
    isUndo: isUndo(draft),
  })
  const count = outcomes.filter(({ is }) => is === 'done').length + links + artefacts.length
  if (count === 0) throw new NothingToDo(outcomes)
  const ids = draft.mutations.filter((_, i) => outcomes[i]?.is === 'done').map(({ id }) => id)
  const change = closeChange(transaction, count)
  const { living } = namespaceRow(sql, draft.namespace)
  return { change, ids: ids.slice(0, MAX_IDS), outcomes, artefacts, links, living }
}

const vectorsFor = (sql: Statements, { mutations, embedder }: ChangeDraft): VectorTable | null =>
  mutations.length === 0 ? null : VectorTable.findOrCreate(sql, embedder)

const openChange = (sql: Statements, draft: ChangeDraft, space: number): number =>
  Number(
    sql.run(
      `INSERT INTO changes (namespace_id, namespace, at, author, action, summary, reason, count, undoes)
       VALUES (?, ?, ?, ?, ?, ?, ?, 0, ?)`,
      space,
      draft.namespace,
      draft.at,
      draft.author,
      draft.action,
      draft.summary,
      draft.reason,
      draft.undoes ?? null,
    ).lastInsertRowid,
  )

const closeChange = ({ sql, draft, seq }: Transaction, count: number): Change => {
  sql.run('UPDATE changes SET count = ? WHERE seq = ?', count, seq)
  const undoes = draft.undoes ?? null
  if (undoes !== null) sql.run('UPDATE changes SET undone_by = ? WHERE seq = ?', seq, undoes)
  const { namespace, at, author, action, summary } = draft
  return { seq, namespace, at, author, action, summary, count, undoes, undoneBy: null }
}

const applyMutation = (transaction: Transaction, mutation: Mutation, index: number): MutationOutcome => {
  const present = transaction.sql.one<FullRecord>('SELECT * FROM memories WHERE id = ?', mutation.id)
  const found = present === undefined ? 'nothing' : present.deleted_at === null ? 'living' : 'binned'
  const version = present?.version ?? 0
  const expected = mutation.expectedVersion
  const holds = isAllowed(mutation, found)
  if (
    (expected !== undefined && expected !== version) ||
    (!holds && transaction.draft.onMismatch === 'fail')
  ) {
    throw new MutationRefused(index, found, version)
  }
  if (!holds) return { is: 'skipped', found }
  if (present === undefined) return insertMemory(transaction, mutation)
  const before = toState({ ...present, at: present.updated_at } satisfies StateRecord)
  const after = { ...before, ...mutation.set }
  if (mutation.kind === 'patch' && !isUndo(transaction.draft) && isSame(before, after))
    return { is: 'skipped', found }
  replaceState(transaction, mutation, present, before, after)
  if (mutation.gate !== undefined) {
    keepGateRecord(transaction.sql, { key: present.key, version: version + 1, record: mutation.gate })
  }
  return { is: 'done', version: version + 1, created: false }
}

/** Kept even where it changes nothing to see: it is what stands between its change and an earlier one. */
const isUndo = ({ undoes }: ChangeDraft): boolean => undoes !== undefined

const isAllowed = ({ kind, when }: Mutation, found: 'nothing' | 'living' | 'binned'): boolean => {
  if (found === 'nothing') return kind === 'put' && (when === 'any' || when === 'absent')
  return when === 'any' || when === 'exists' || when === found || (when === 'absent' && found === 'binned')
}

const isSame = (before: MemoryState, after: MemoryState): boolean =>
  before.payload === after.payload &&
  before.type === after.type &&
  before.importance === after.importance &&
  before.timestamp === after.timestamp &&
  before.pinned === after.pinned &&
  (before.deletedAt === null) === (after.deletedAt === null)

const insertMemory = (transaction: Transaction, mutation: Mutation): MutationOutcome => {
  const { sql, draft, space, seq } = transaction
  const state = completeState(mutation.set)
  const { lastInsertRowid } = sql.run(
    `INSERT INTO memories (namespace_id, id, type, importance, timestamp, pinned, created_at, created_seq, updated_at,
       version, seq, deleted_at, bytes, title, arity, ${AXES}, tags, text, payload)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?, ?, ?, ?, ?, ${AXES_MARKS}, ?, ?, ?)`,
    space,
    mutation.id,
    state.type,
    state.importance,
    state.timestamp,
    state.pinned ? 1 : 0,
    draft.at,
    seq,
    draft.at,
    seq,
    state.deletedAt,
    Buffer.byteLength(state.payload),
    state.title,
    mutation.coordinate.length,
    ...axesOf(mutation.coordinate),
    JSON.stringify(state.tags),
    state.text,
    state.payload,
  )
  const key = Number(lastInsertRowid)
  if (state.deletedAt === null) transaction.keywords.add(key, state.text)
  if (mutation.vector) transaction.vectors?.put(key, mutation.vector)
  if (mutation.gate !== undefined) keepGateRecord(sql, { key, version: 1, record: mutation.gate })
  transaction.dating.date(key)
  return { is: 'done', version: 1, created: true }
}

const AXES = Array.from({ length: 16 }, (_, axis) => `c${axis}`).join(', ')
const AXES_MARKS = Array(16).fill('?').join(', ')

const completeState = (set: Partial<MemoryState>): MemoryState => {
  const { payload, text, title, tags, type, importance } = set
  if (payload === undefined || text === undefined || title === undefined || tags === undefined) {
    throw new TypeError('a new memory needs payload, text, title and tags')
  }
  return {
    payload,
    text,
    title,
    tags,
    type: type ?? 'episodic',
    importance: importance ?? 0,
    timestamp: set.timestamp ?? null,
    pinned: set.pinned ?? false,
    deletedAt: set.deletedAt ?? null,
  }
}

const replaceState = (
  { sql, draft, seq, keywords, vectors, dating }: Transaction,
  mutation: Mutation,
  present: FullRecord,
  before: MemoryState,
  after: MemoryState,
): void => {
  keepVersion(sql, present.key, seq)
  const changed = changedColumns(present, after)
  sql.run(
    `UPDATE memories SET updated_at = ?, version = version + 1, seq = ?${changed.map(([name]) => `, ${name} = ?`).join('')}
     WHERE key = ?`,
    draft.at,
    seq,
    ...changed.map(([, value]) => value),
    present.key,
  )
  const lived = before.deletedAt === null
  const lives = after.deletedAt === null
  const sameText = before.text === after.text
  const isOfSameText = sameText && !(mutation.hasSealedText && before.payload !== after.payload)
  if (lived && (!lives || !sameText)) keywords.remove(present.key)
  if (lives && (!lived || !sameText)) keywords.add(present.key, after.text)
  // Also those of other embedders: whoever goes back to one must not find the vector of an old text.
  if (!isOfSameText) for (const table of VectorTable.all(sql)) table.drop(present.key)
  if (mutation.vector) vectors?.put(present.key, mutation.vector)
  dating.note(present.key, mutation.forgets, present.updated_at, before.payload !== after.payload)
}

/** Only what is other than before: a column that is named is written anew in each of its indexes, whatever its value. */
const changedColumns = (present: FullRecord, after: MemoryState): [string, string | number | null][] => {
  const columns = {
    type: after.type,
    importance: after.importance,
    timestamp: after.timestamp,
    pinned: after.pinned ? 1 : 0,
    deleted_at: after.deletedAt,
    bytes: Buffer.byteLength(after.payload),
    title: after.title,
    tags: JSON.stringify(after.tags),
    text: after.text,
    payload: after.payload,
  } as const
  return Object.entries(columns).filter(([name, value]) => present[name as keyof typeof columns] !== value)
}

/** The present state of a memory, as one that a change replaced. */
export const keepVersion = (sql: Statements, key: number, replacedSeq: number): void => {
  sql.run(
    `INSERT INTO versions (memory_key, version, seq, replaced_seq, at, type, importance, timestamp, pinned, deleted_at,
       title, tags, text, payload)
     SELECT key, version, seq, ?, updated_at, type, importance, timestamp, pinned, deleted_at, title, tags, text, payload
     FROM memories WHERE key = ?`,
    replacedSeq,
    key,
  )
}
