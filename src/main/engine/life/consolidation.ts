import { AppError } from '#contract/errors'
import type { ConsolidationPreview, ConsolidationWindow, EpisodeGroup, Summary } from '#contract/life'
import type { ChangeReceipt, MemoryRow } from '#contract/memory'
import { cutText } from '../memory/cut-text.ts'
import { readPayload } from '../memory/payload.ts'
import { putOf } from '../memory/put-of.ts'
import type { MemoryKey, MemoryStore, RecallRow } from '../ports.ts'
import type { VectorPair } from '../vectors/active-vectors.ts'
import { AdviserFault, type Summariser } from './adviser-ports.ts'
import { derivedPayload } from './derived-payload.ts'
import { CONSOLIDATED, episodesOf, rowsOf } from './episodes.ts'
import { extractSummary, type Sentence } from './extract-summary.ts'
import { type Group, groupEpisodes } from './group-episodes.ts'
import type { LifeParts } from './life-parts.ts'
import { sentencesOf } from './sentences.ts'

/** Sources of one summary, sentences of one source, and of one group. */
const MOST_SOURCES = 64
const MOST_OF_ONE = 12
const MOST_SENTENCES = 240
const MOST_GROUPS = 200
/** Leaders between two reports of progress. */
const SLICE = 50

export type PreviewItem =
  | { readonly type: 'progress'; readonly done: number; readonly total: number }
  | { readonly type: 'result'; readonly preview: ConsolidationPreview }

/** Many episodes that say about the same become one fact that is linked to them (LIFE-2). The episodes stay. */
export class Consolidation {
  readonly #parts: LifeParts
  /** Null where none is set. */
  readonly summariser: Summariser | null

  constructor(parts: LifeParts, summariser: Summariser | null) {
    this.#parts = parts
    this.summariser = summariser
  }

  /** Every search is a call of its own, so that others have their turn between two of them. */
  async *preview(window: ConsolidationWindow, signal: AbortSignal): AsyncGenerator<PreviewItem> {
    const { store, vectors } = this.#parts
    const pair = vectors.current()
    await pair.sync.refresh()
    const { space } = await store.space(window.namespace)
    const { keys, total, consolidated } = await episodesOf(store, window)
    const groups: EpisodeGroup[] = []
    yield { type: 'progress', done: 0, total: keys.length }
    let done = 0
    for await (const group of groupEpisodes(
      keys,
      { ...window, most: MOST_SOURCES },
      nearIn(pair, space, keys),
    )) {
      signal.throwIfAborted()
      if (group !== null) groups.push(await this.#describe(group, { ...window, pair, space, signal }))
      if (++done % SLICE === 0) yield { type: 'progress', done, total: keys.length }
      if (groups.length === MOST_GROUPS) break
    }
    const looked = keys.length + consolidated
    yield { type: 'result', preview: { episodes: looked, leftOut: total - looked, consolidated, groups } }
  }

  /** @throws AppError `memory/not-found` where a source is gone */
  async write(
    { namespace, groups }: { readonly namespace: string; readonly groups: readonly Summary[] },
    author: string,
  ): Promise<ChangeReceipt & { summary: string; coordinates: number[][] }> {
    const { store, journal, places, clock, vectors } = this.#parts
    const sources = await Promise.all(groups.map((group) => livingAt(store, namespace, group.sources)))
    const payloads = groups.map((group) => this.#payloadOf(group))
    const pair = vectors.current()
    const made = await pair.sync.vectorsOf(payloads.map(({ text }) => text))
    const count = sources.flat().length
    const summary = `Consolidated ${counted(count, 'memory', 'memories')} into ${groups.length}`
    return places.use({ namespace, vectors: groups.map((_, i) => made[i]), pair }, async (found) => {
      const now = clock.now()
      const committed = await journal.commit({
        namespace,
        author,
        action: 'consolidate',
        summary,
        onMismatch: 'fail',
        pair,
        mutations: payloads.map((payload, i) => {
          const importance = Math.max(...(sources[i] as MemoryRow[]).map((row) => row.importance))
          const putting = { namespace, coordinate: found[i] as number[], importance, ...NEW_FACT }
          return putOf(putting, { payload, vector: made[i], now })
        }),
        links: groups.flatMap((_, i) =>
          (sources[i] as MemoryRow[]).map(({ coordinate }) => {
            return { from: found[i] as number[], to: coordinate, type: CONSOLIDATED, weight: 1, note: null }
          }),
        ),
      })
      const { seq = 0 } = committed.change ?? {}
      return { seq, count: groups.length, summary, coordinates: found.map((place) => [...place]) }
    })
  }

  #payloadOf({ title, summary, sources }: Summary) {
    const { limits, textFields, sealed } = this.#parts
    const rest = { consolidated: sources.length }
    return readPayload(derivedPayload('summary', { text: summary, title }, rest, sealed), limits, textFields)
  }

  async #describe({ keys, similarities }: Group, context: Context): Promise<EpisodeGroup> {
    const found = await rowsOf(this.#parts.store, Uint32Array.from(keys))
    const likeness = new Map(keys.map((key, i) => [key, similarities[i] as number]))
    const sources = found.map(({ key, row }) => ({ memory: row, similarity: likeness.get(key) ?? 0 }))
    const extract = await this.#extract(found, context)
    if (context.by === 'extract') return { ...extract, by: 'extract', trouble: null, sources }
    try {
      const summary = await this.#ask(found, context.signal)
      return { title: extract.title, summary, by: 'chat', trouble: null, sources }
    } catch (error) {
      if (!(error instanceof AdviserFault)) throw error
      return { ...extract, by: 'extract', trouble: error.message, sources }
    }
  }

  #ask(found: readonly RecallRow[], signal: AbortSignal): Promise<string> {
    if (this.summariser === null) {
      throw new AdviserFault('No language model is set. Set memory_enterprise.consolidation.url.')
    }
    return this.summariser.summarise(
      found.map(({ text }) => text),
      signal,
    )
  }

  /** Where the embedder is away the first sentences of the sources speak for them. */
  async #extract(found: readonly RecallRow[], { pair, space }: Context) {
    const order = [...found].sort((a, b) => a.key - b.key)
    const texts = order
      .flatMap(({ text }) => sentencesOf(cutText(text, 20_000)).slice(0, MOST_OF_ONE))
      .slice(0, MOST_SENTENCES)
    const made = await pair.sync.vectorsOf(texts)
    const sentences = texts.map((text, i): Sentence => ({ text, vector: made[i] }))
    return extractSummary(sentences, await centreOf(pair, space, order))
  }
}

interface Context extends ConsolidationWindow {
  readonly pair: VectorPair
  readonly space: number
  readonly signal: AbortSignal
}

const NEW_FACT = { type: 'semantic', ifTaken: 'refuse' } as const

const nearIn =
  ({ index }: VectorPair, space: number, allowed: Uint32Array) =>
  async (key: MemoryKey, k: number) => {
    const vector = await index.vectorOf(space, key)
    if (vector === null) return { keys: new Uint32Array(), scores: new Float64Array() }
    return index.search({ space, vector, k, allowed })
  }

/** Undefined where none has a vector. */
const centreOf = async (
  { index }: VectorPair,
  space: number,
  rows: readonly RecallRow[],
): Promise<Float32Array | undefined> => {
  let sum: Float32Array | undefined
  for (const { key } of rows) {
    const vector = await index.vectorOf(space, key)
    if (vector === null) continue
    sum ??= new Float32Array(vector.length)
    for (let i = 0; i < sum.length; i++) sum[i] = (sum[i] as number) + (vector[i] as number)
  }
  if (sum === undefined) return undefined
  const length = Math.hypot(...sum)
  return length === 0 ? sum : sum.map((value) => value / length)
}

/** @throws AppError `memory/not-found` */
const livingAt = async (
  store: MemoryStore,
  namespace: string,
  coordinates: readonly (readonly number[])[],
): Promise<MemoryRow[]> => {
  const rows = await store.rowsAt(namespace, coordinates)
  return rows.map((row, i) => {
    if (row !== null && row.deletedAt === null) return row
    throw new AppError('memory/not-found', { namespace, coordinate: [...(coordinates[i] as number[])] })
  })
}

const counted = (n: number, one: string, many: string): string =>
  n === 1 ? `1 ${one}` : `${n.toLocaleString('en')} ${many}`
