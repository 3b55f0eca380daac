import type { Filter } from '#contract/filter'
import type { ExportFormat } from '#contract/graph-files'
import type { KeyedMemory } from '../graph-ports.ts'
import type { MemoryKey, MemoryStore } from '../ports.ts'
import type { SealedFields } from '../secrets/sealed-payload.ts'
import { earlierStates } from './earlier-states.ts'
import { type FileMemory, type FileWriter, idOf } from './file-memory.ts'
import { noteLine } from './markdown-writer.ts'
import { withoutFields } from './without-fields.ts'
import { writerOf } from './write-file.ts'

/** Read and written in one go: few enough that nothing else waits, many enough to be few calls. */
const MEMORIES_AT_ONCE = 250
const LINKS_AT_ONCE = 1000

export interface ExportQuery {
  readonly namespace: string
  readonly format: ExportFormat
  /** Only these memories, and the links between them. */
  readonly coordinates?: readonly (readonly number[])[] | undefined
  /** Only these, as the table shows them. */
  readonly filter?: Filter | undefined
  readonly search?: string | undefined
  /** Also what each memory was before, where the format has room for it. */
  readonly versions?: boolean | undefined
  /** Payload fields that rest encrypted: they are left out (SEC-2). None, or nothing said, where secrets are asked for. */
  readonly without?: SealedFields | null
  /** Told how many more memories were written. */
  readonly onMemories?: (count: number) => void
}

/**
 * A namespace as the text of a file, part by part (LNK-4). What is written meanwhile may be in it or not; a link is in
 * it only where both of its memories are. What lives at none of the chosen coordinates is left out.
 */
export async function* exportMemories(
  store: MemoryStore,
  query: ExportQuery,
  signal: AbortSignal,
): AsyncGenerator<string> {
  const { namespace, format } = query
  if (format === 'markdown') return yield* notes(store, query, signal)
  const writer = writerOf(format)
  const written = new Map<MemoryKey, readonly number[]>()
  yield writer.head
  for await (const found of memories(store, query)) {
    signal.throwIfAborted()
    for (const { key, memory } of found) written.set(key, memory.coordinate)
    query.onMemories?.(found.length)
    const texts = found.map(async (one) => writer.memory(await asWritten(one, store, query)))
    yield (await Promise.all(texts)).join('')
  }
  yield writer.between
  yield* links(store, { namespace, writer, written }, signal)
  yield writer.tail
}

/** Links of a memory that its note names. */
const MOST_LINKS = 10_000

/** Each memory with the links from it. */
async function* notes(store: MemoryStore, query: ExportQuery, signal: AbortSignal): AsyncGenerator<string> {
  const { namespace } = query
  for await (const found of memories(store, query)) {
    for (const one of found) {
      signal.throwIfAborted()
      const { coordinate } = one.memory
      const ends = (await store.links(namespace, coordinate, MOST_LINKS))?.links ?? []
      const links = ends
        .filter(({ direction }) => direction === 'out')
        .map(({ memory, type, weight, note, createdAt }) => ({
          to: memory.coordinate,
          type,
          weight,
          note,
          createdAt,
        }))
      query.onMemories?.(1)
      yield noteLine(await asWritten(one, store, query), links)
    }
  }
}

/** Part of an export, and how many memories it has so far. */
interface ExportPart {
  readonly text: string
  readonly memories: number
}

/** Exports of an engine: what rests encrypted goes out only where it is asked for. */
export const exportsOf = (store: MemoryStore, sealed: SealedFields | null) =>
  async function* (
    { secrets = false, ...query }: Omit<ExportQuery, 'without'> & { readonly secrets?: boolean | undefined },
    signal: AbortSignal,
  ): AsyncGenerator<ExportPart> {
    let memories = 0
    const onMemories = (count: number): void => {
      memories += count
    }
    const whole = { ...query, onMemories, without: secrets ? null : sealed }
    for await (const text of exportMemories(store, whole, signal)) yield { text, memories }
  }

async function* links(
  store: MemoryStore,
  {
    namespace,
    writer,
    written,
  }: {
    readonly namespace: string
    readonly writer: FileWriter
    readonly written: ReadonlyMap<MemoryKey, readonly number[]>
  },
  signal: AbortSignal,
): AsyncGenerator<string> {
  for (let after = 0; ; ) {
    signal.throwIfAborted()
    const found = await store.linksAfter(namespace, after, LINKS_AT_ONCE)
    const text = found.map(({ from, to, number, ...rest }) => {
      const [start, end] = [written.get(from), written.get(to)]
      return start && end ? writer.link({ from: start, to: end, ...rest }) : ''
    })
    if (text.some((one) => one !== '')) yield text.join('')
    const last = found.at(-1)
    if (last === undefined) return
    after = last.number
  }
}

/** All living memories, or the chosen ones of them, some at a time. */
async function* memories(store: MemoryStore, query: ExportQuery): AsyncGenerator<KeyedMemory[]> {
  const { namespace, coordinates, filter, search } = query
  if (coordinates !== undefined) return yield* chosenMemories(store, namespace, coordinates)
  if (filter !== undefined || search !== undefined) return yield* foundMemories(store, query)
  for (let after = 0; ; ) {
    const found = await store.memoriesAfter(namespace, after, MEMORIES_AT_ONCE)
    const last = found.at(-1)
    if (last === undefined) return
    yield found
    after = last.key
  }
}

async function* chosenMemories(
  store: MemoryStore,
  namespace: string,
  coordinates: readonly (readonly number[])[],
): AsyncGenerator<KeyedMemory[]> {
  const places = new Map(coordinates.map((at) => [idOf(at), at]))
  const batch: KeyedMemory[] = []
  for (const at of places.values()) {
    const key = await store.keyOf(namespace, at)
    const [found] = key === null ? [] : await store.memoriesAfter(namespace, key - 1, 1)
    if (found !== undefined && found.key === key) batch.push(found)
    if (batch.length === MEMORIES_AT_ONCE) yield batch.splice(0)
  }
  if (batch.length > 0) yield batch
}

/** What the table would show, the oldest first, so that what comes meanwhile moves nothing. */
async function* foundMemories(
  store: MemoryStore,
  { namespace, filter, search }: ExportQuery,
): AsyncGenerator<KeyedMemory[]> {
  const sort = { by: 'created', direction: 'asc' } as const
  const page = { namespace, filter, search, sort, bin: false, limit: MEMORIES_AT_ONCE }
  for (let offset = 0; ; offset += MEMORIES_AT_ONCE) {
    const { rows } = await store.page({ ...page, offset })
    yield* chosenMemories(
      store,
      namespace,
      rows.map(({ coordinate }) => coordinate),
    )
    if (rows.length < MEMORIES_AT_ONCE) return
  }
}

const asWritten = async (
  { title, memory }: KeyedMemory,
  store: MemoryStore,
  { namespace, versions = false, without = null }: ExportQuery,
): Promise<FileMemory> => {
  const { coordinate, type, importance, timestamp, pinned, version } = memory
  const open = without === null ? null : withoutFields(memory.payload, without)
  const earlier = versions && version > 1 ? await earlierStates(store, namespace, coordinate) : []
  return {
    coordinate,
    ...(open ?? { title, payload: memory.payload }),
    ...{ type, importance, timestamp, pinned },
    ...(earlier.length > 0 && {
      versions: earlier.map((state) => {
        const cut = without === null ? null : withoutFields(state.payload, without)
        return { ...state, payload: cut?.payload ?? state.payload }
      }),
    }),
  }
}
