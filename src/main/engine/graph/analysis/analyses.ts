import type { AnalysisItem, TextColumn } from '#contract/graph'
import type { AnalysisSummary, GraphJobs } from '../../graph-ports.ts'
import type { MemoryStore } from '../../ports.ts'
import { joinTexts } from '../text-column.ts'
import { AnalysisRun } from './analysis-run.ts'

/** The same for all, so that two windows see the same communities. */
const SEED = 1
/** Titles that a call to the store brings: it answers walks in between. */
const TITLES_AT_ONCE = 2000

/** Analyses of graphs, one at a time for each namespace, kept by the store until links change (LNK-5). */
export class Analyses {
  readonly #store: MemoryStore
  readonly #jobs: GraphJobs
  readonly #running = new Map<string, AnalysisRun>()

  constructor(parts: { readonly store: MemoryStore; readonly jobs: GraphJobs }) {
    this.#store = parts.store
    this.#jobs = parts.jobs
  }

  async *run(namespace: string, signal: AbortSignal): AsyncGenerator<AnalysisItem> {
    const kept = await this.#store.keptAnalysis(namespace)
    if (kept?.isCurrent) return yield done(kept)
    const run = this.#start(namespace)
    for await (const progress of run.watch(signal)) yield { kind: 'progress', ...progress }
    yield done(await run.result)
  }

  /** Resolves when there is one of the links as they are, or as they were when the one under way began. */
  async ensure(namespace: string): Promise<void> {
    const kept = await this.#store.keptAnalysis(namespace)
    if (kept === null || !kept.isCurrent) await this.#start(namespace).wait()
  }

  #start(namespace: string): AnalysisRun {
    const running = this.#running.get(namespace)
    if (running !== undefined && !running.isGivenUp) return running
    const run: AnalysisRun = new AnalysisRun(
      (signal, onProgress) => this.#analyse(namespace, { signal, onProgress }),
      () => this.#running.get(namespace) === run && this.#running.delete(namespace),
    )
    this.#running.set(namespace, run)
    return run
  }

  async #analyse(namespace: string, options: Parameters<GraphJobs['analyse']>[1]): Promise<AnalysisSummary> {
    const columns = await this.#store.graphColumns(namespace)
    const titles = await this.#titles(columns.keys, options.signal)
    const analysis = await this.#jobs.analyse({ columns, titles, seed: SEED }, options)
    await this.#store.keepAnalysis(namespace, analysis)
    return analysis.summary
  }

  async #titles(keys: Uint32Array, signal: AbortSignal): Promise<TextColumn> {
    const parts: TextColumn[] = []
    for (let at = 0; at < keys.length; at += TITLES_AT_ONCE) {
      signal.throwIfAborted()
      parts.push(await this.#store.titles(keys.slice(at, at + TITLES_AT_ONCE)))
    }
    return joinTexts(parts)
  }
}

const done = ({
  seq,
  nodes,
  links,
  components,
  modularity,
  betweennessFrom,
  communities,
}: AnalysisSummary) => ({
  kind: 'done' as const,
  seq,
  nodes,
  links,
  components,
  modularity,
  betweennessFrom,
  communities,
})
