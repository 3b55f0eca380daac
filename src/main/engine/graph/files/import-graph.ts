import type { GraphFormat, ImportItem, ImportReport } from '#contract/graph-files'
import type { GraphJobs, OpenedGraphFile } from '../../graph-ports.ts'
import type { Journal } from '../../journal/journal.ts'
import type { Memories } from '../../memory/memories.ts'
import type { Namespaces } from '../../memory/namespaces.ts'
import type { PayloadLimits } from '../../memory/payload.ts'
import type { MemoryStore } from '../../ports.ts'
import type { FileMemory } from './graph-file.ts'
import { refused } from './uploads.ts'

/** In one change, which one undo takes back. */
const MEMORIES_AT_ONCE = 500
const LINKS_AT_ONCE = 2000
const ACTION = 'import'

export interface ImportParts {
  readonly store: MemoryStore
  readonly jobs: GraphJobs
  readonly memories: Pick<Memories, 'storeMany'>
  readonly namespaces: Pick<Namespaces, 'create'>
  readonly journal: Pick<Journal, 'commit'>
  readonly limits: PayloadLimits
}

export interface ImportQuery {
  readonly namespace: string
  readonly format: GraphFormat
  readonly parts: readonly string[]
  readonly dryRun: boolean
}

interface Call {
  readonly author: string
  readonly signal: AbortSignal
}

/** What came of the parts so far. */
interface Standing {
  replaced: number
  memories: number
  links: number
  readonly changes: number[]
}

/**
 * Imports a file into a namespace (LNK-4): read and checked as a whole before anything is written, then one change a
 * part. A dry run stops before the first change.
 * @throws AppError `graph/file` where the file as a whole cannot be read
 */
export async function* importGraph(
  parts: ImportParts,
  query: ImportQuery,
  call: Call,
): AsyncGenerator<ImportItem> {
  const file = await opened(parts, query, call.signal)
  try {
    yield* imported(parts, { ...query, file }, call)
  } finally {
    await file.close()
  }
}

const opened = async (
  { jobs, limits }: ImportParts,
  { format, parts }: ImportQuery,
  signal: AbortSignal,
): Promise<OpenedGraphFile> => {
  try {
    return await jobs.open({ format, parts, limits }, signal)
  } catch (error) {
    // By its name: it may come from another thread.
    if (error instanceof Error && error.name === 'FileRefused') throw refused(error.message)
    throw error
  }
}

type Opened = Omit<ImportQuery, 'parts'> & { readonly file: OpenedGraphFile }

async function* imported(parts: ImportParts, query: Opened, call: Call): AsyncGenerator<ImportItem> {
  const { namespace, file, dryRun } = query
  const total = file.memories + file.links
  const standing: Standing = { replaced: 0, memories: 0, links: 0, changes: [] }
  const isThere = (await parts.store.namespaces()).some(({ name }) => name === namespace)
  if (!isThere && !dryRun) await parts.namespaces.create(namespace)
  for (let at = 0; at < file.memories; at += MEMORIES_AT_ONCE) {
    call.signal.throwIfAborted()
    const memories = await file.memoriesAt(at, MEMORIES_AT_ONCE)
    if (isThere) standing.replaced += await livingAt(parts.store, namespace, memories)
    if (!dryRun) await storeMemories(parts, { namespace, memories, standing }, call)
    yield { kind: 'progress', done: at + memories.length, total }
  }
  for (let at = 0; at < file.links && !dryRun; at += LINKS_AT_ONCE) {
    call.signal.throwIfAborted()
    const links = await file.linksAt(at, LINKS_AT_ONCE)
    await storeLinks(parts, { namespace, links, standing }, call)
    yield { kind: 'progress', done: file.memories + at + links.length, total }
  }
  yield { kind: 'done', report: reportOf(query, standing) }
}

const livingAt = async (
  store: MemoryStore,
  namespace: string,
  memories: readonly FileMemory[],
): Promise<number> => {
  const places = memories.map(({ coordinate }) => coordinate)
  const rows = await store.rowsAt(namespace, places)
  return rows.filter((row) => row?.deletedAt === null).length
}

interface Part {
  readonly namespace: string
  readonly standing: Standing
}

const storeMemories = async (
  { memories: engine }: ImportParts,
  { namespace, memories, standing }: Part & { readonly memories: readonly FileMemory[] },
  { author }: Call,
): Promise<void> => {
  const inputs = memories.map(({ coordinate, payload, type, importance, timestamp, pinned }) => ({
    coordinate: [...coordinate],
    payload,
    type,
    importance,
    ...(timestamp !== null && { timestamp }),
    pinned,
    ifTaken: 'update' as const,
    // Somebody chose the file: what is in it is wanted, whether it says something new or not.
    force: true,
  }))
  const summary = `Imported ${memories.length} ${memories.length === 1 ? 'memory' : 'memories'} from a file`
  const { seq, count } = await engine.storeMany(namespace, inputs, { author, action: ACTION, summary })
  standing.memories += count
  if (count > 0) standing.changes.push(seq)
}

const storeLinks = async (
  { journal }: ImportParts,
  { namespace, links, standing }: Part & { readonly links: Awaited<ReturnType<OpenedGraphFile['linksAt']>> },
  { author }: Call,
): Promise<void> => {
  const summary = `Imported ${links.length} ${links.length === 1 ? 'link' : 'links'} from a file`
  const drafts = links.map(({ createdAt, ...link }) => ({
    ...link,
    ...(createdAt !== null && { createdAt }),
  }))
  const draft = { namespace, author, action: ACTION, summary, onMismatch: 'skip', mutations: [] } as const
  const { change } = await journal.commit({ ...draft, links: drafts })
  if (change === null) return
  standing.links += change.count
  standing.changes.push(change.seq)
}

/** What a dry run would write is what the file has. */
const reportOf = (
  { file, dryRun }: Opened,
  { replaced, memories, links, changes }: Standing,
): ImportReport => ({
  isDryRun: dryRun,
  memories: dryRun ? file.memories : memories,
  links: dryRun ? file.links : links,
  replaced,
  changes,
  leftOut: { total: file.leftOut.total, first: [...file.leftOut.first] },
})
