import type { GoldenResult, RunItem, RunReport, RunSettings, RunSummary } from '#contract/golden'
import type { Fusion, RecallQuery, RecallResult, Weights } from '#contract/recall'
import { definedOnly } from '../defined-only.ts'
import type { EventBus } from '../journal/event-bus.ts'
import type { Clock, MemoryStore } from '../ports.ts'
import { withPresence } from './expected.ts'
import type { GoldenSets, SetPlace } from './golden-sets.ts'
import { type EntryState, placeKey, type Read } from './golden-state.ts'
import { DEPTH, summaryOf } from './golden-summary.ts'
import { ndcgAt, recallAt, reciprocalRankAt } from './measures.ts'

/** Runs of a set that are kept for its trend. */
const KEPT_RUNS = 20
/** How far down an expected memory is looked for that was missed. */
const DEEPEST = 200
/** Progress is told at most so often. */
const STEPS = 100

export interface GoldenRunnerParts {
  readonly store: MemoryStore
  readonly sets: GoldenSets
  readonly recall: { search(query: RecallQuery, signal: AbortSignal): Promise<RecallResult> }
  readonly vectors: { current(): { readonly embedder: { readonly id: string } } }
  readonly events: EventBus
  readonly clock: Clock
  /** Those of the settings of the program. */
  /** Read at each run. */
  readonly settings: { readonly weights: Weights; readonly fusion: Fusion }
}

export interface RunOptions {
  readonly k: number
  readonly settings: RunSettings
  /** False where the store takes nothing: the report is then all there is of the run. */
  readonly keep: boolean
}

/** Asks the queries of golden sets and measures the answers (QUAL-2). */
export class GoldenRunner {
  readonly #parts: GoldenRunnerParts

  constructor(parts: GoldenRunnerParts) {
    this.#parts = parts
  }

  /**
   * One query after the other, so that the times are those of a recall that nothing competes with.
   * @throws AppError `golden/not-found`
   */
  async *run(place: SetPlace, options: RunOptions, signal: AbortSignal): AsyncGenerator<RunItem> {
    const { store, clock, sets } = this.#parts
    const { id } = await sets.found(place)
    const entries = await sets.entriesOf(place)
    const begun = { at: clock.now(), seq: await store.seq() }
    const results: GoldenResult[] = []
    let withoutVectors = 0
    const every = Math.ceil(entries.length / STEPS)
    for (const entry of entries) {
      signal.throwIfAborted()
      if (results.length % every === 0)
        yield { type: 'progress', done: results.length, total: entries.length }
      const { result, note } = await this.#ask(place.namespace, entry, options, signal)
      if (note === 'vectors-loading') withoutVectors++
      results.push(result)
    }
    const about = { ...begun, ...this.#settingsOf(options), withoutVectors }
    const before = await store.lastGoldenRun(place.namespace, id)
    // A round trip to the store is the breath that an engine without timers can take.
    const summary = await summaryOf(about, results, before, () => store.seq())
    const run = options.keep ? await this.#keep(place.namespace, id, { summary, results }) : null
    yield { type: 'result', report: { run, summary, results } }
  }

  #settingsOf({
    k,
    settings,
  }: RunOptions): Pick<RunSummary, 'k' | 'settings' | 'weights' | 'fusion' | 'embedder'> {
    const weights = { ...this.#parts.settings.weights, ...definedOnly(settings.weights ?? {}) }
    const fusion = settings.fusion ?? this.#parts.settings.fusion
    return { k, settings, weights, fusion, embedder: this.#parts.vectors.current().embedder.id }
  }

  async #keep(namespace: string, set: string, run: Pick<RunReport, 'summary' | 'results'>): Promise<number> {
    const { store, events } = this.#parts
    const [summary, results] = [JSON.stringify(run.summary), JSON.stringify(run.results.map(untitled))]
    const number = await store.keepGoldenRun(namespace, set, { summary, results, keep: KEPT_RUNS })
    events.publish({ type: 'golden-run', namespace })
    return number
  }

  async #ask(
    namespace: string,
    { id, state }: Read<EntryState>,
    { k, settings }: RunOptions,
    signal: AbortSignal,
  ): Promise<{ result: GoldenResult; note: RecallResult['note'] }> {
    const { store, recall, clock } = this.#parts
    const { query, filter } = state
    const asked = { ...settings, namespace, query, ...(filter && { filter }) }
    const started = clock.elapsed()
    const answer = await recall.search({ ...asked, k: Math.max(k, DEPTH) }, signal)
    const ms = clock.elapsed() - started
    const [expected = []] = await withPresence(store, namespace, [state.expected])
    const living = expected.filter(({ presence }) => presence === 'living')
    const ranked = placesOf(answer)
    const first = new Set(ranked.slice(0, k))
    const missing = living.filter(({ coordinate }) => !first.has(placeKey(coordinate)))
    const deep = missing.length === 0 ? [] : placesOf(await recall.search({ ...asked, k: DEEPEST }, signal))
    const missed = missing.map(({ coordinate, grade, title }) => {
      const rank = deep.indexOf(placeKey(coordinate)) + 1
      return { coordinate, grade, title: title ?? '', rank: rank === 0 ? null : rank }
    })
    const gone = expected.filter(({ presence }) => presence !== 'living')
    const grades = new Map(living.map(({ coordinate, grade }) => [placeKey(coordinate), grade]))
    const measures = grades.size === 0 ? null : measuresOf(ranked, grades, k)
    const about = { entry: id, query, ...(filter && { filter }) }
    return { result: { ...about, measures, ms, missed, gone }, note: answer.note }
  }
}

/** Titles are read anew when a run is shown: they may be of fields that are encrypted at rest (SEC-1). */
const untitled = (result: GoldenResult): GoldenResult => ({
  ...result,
  missed: result.missed.map((one) => ({ ...one, title: '' })),
  gone: result.gone.map((one) => ({ ...one, title: null })),
})

const placesOf = ({ hits }: RecallResult): string[] => hits.map(({ memory }) => placeKey(memory.coordinate))

const measuresOf = (
  ranked: readonly string[],
  grades: ReadonlyMap<string, number>,
  k: number,
): NonNullable<GoldenResult['measures']> => ({
  recall1: recallAt(ranked, grades, 1),
  recall5: recallAt(ranked, grades, 5),
  recall10: recallAt(ranked, grades, 10),
  recallK: recallAt(ranked, grades, k),
  mrr: reciprocalRankAt(ranked, grades, DEPTH),
  ndcg10: ndcgAt(ranked, grades, DEPTH),
})
