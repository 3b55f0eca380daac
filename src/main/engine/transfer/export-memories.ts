import type { ExportFormat } from '#contract/graph-files'
import type { KeyedMemory } from '../graph-ports.ts'
import type { MemoryKey, MemoryStore } from '../ports.ts'
import type { SealedFields } from '../secrets/sealed-payload.ts'
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
    yield found.map((one) => writer.memory(asWritten(one, query.without ?? null))).join('')
  }
  yield writer.between
  yield* links(store, { namespace, writer, written }, signal)
  yield writer.tail
}

/** Links of a memory that its note names. */
const MOST_LINKS = 10_000

/** Each memory with the links from it. */
async function* notes(store: MemoryStore, query: ExportQuery, signal: AbortSignal): AsyncGenerator<string> {
  const { namespace, without = null } = query
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
      yield noteLine(asWritten(one, without), links)
    }
  }
}

/** Exports of an engine: what rests encrypted goes out only where it is asked for. */
export const exportsOf =
  (store: MemoryStore, sealed: SealedFields | null) =>
  (
    { secrets = false, ...query }: Omit<ExportQuery, 'without'> & { readonly secrets?: boolean | undefined },
    signal: AbortSignal,
  ): AsyncGenerator<string> =>
    exportMemories(store, { ...query, without: secrets ? null : sealed }, signal)

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
async function* memories(
  store: MemoryStore,
  { namespace, coordinates }: ExportQuery,
): AsyncGenerator<KeyedMemory[]> {
  if (coordinates !== undefined) return yield* chosenMemories(store, namespace, coordinates)
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
  for (const at of places.values()) {
    const key = await store.keyOf(namespace, at)
    const [found] = key === null ? [] : await store.memoriesAfter(namespace, key - 1, 1)
    if (found !== undefined && found.key === key) yield [found]
  }
}

const asWritten = ({ title, memory }: KeyedMemory, without: SealedFields | null): FileMemory => {
  const { coordinate, type, importance, timestamp, pinned } = memory
  const open = without === null ? null : withoutFields(memory.payload, without)
  return {
    coordinate,
    ...(open ?? { title, payload: memory.payload }),
    ...{ type, importance, timestamp, pinned },
  }
}
