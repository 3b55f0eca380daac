import type { SearchSettings } from './search-settings.ts'

/** What one level of a search did. */
export interface LevelTrace {
  readonly kind: 'centroids' | 'rows'
  readonly listsScanned: number
  /** Members of those lists, all of which were scored by their codes. */
  readonly scored: number
  /** Of them, those that were scored exactly and kept. */
  readonly kept: number
  /** Lists (centroids) or memories (rows), best first, with their exact scores. */
  readonly best: readonly { readonly id: number; readonly score: number }[]
}

/** How an answer came about (IDX-8). */
export interface Trace {
  readonly path: 'exact' | 'tree'
  readonly settings: SearchSettings | null
  readonly levels: readonly LevelTrace[]
  /** Vectors that were compared one by one, where the path is exact. */
  readonly compared: number
  /** Microseconds of each stage. */
  readonly stages: readonly { readonly stage: string; readonly microseconds: number }[]
}

/** Collects a trace; a search without one does not pay for it. */
export class SearchTrace {
  #path: Trace['path'] = 'tree'
  #settings: SearchSettings | null = null
  #levels: LevelTrace[] = []
  #compared = 0

  get path(): Trace['path'] {
    return this.#path
  }

  /** Lists of rows that were scanned. */
  get listsScanned(): number {
    return this.#levels.find(({ kind }) => kind === 'rows')?.listsScanned ?? 0
  }

  begin(settings: SearchSettings): void {
    this.#settings = settings
  }

  level(level: LevelTrace): void {
    this.#levels.push(level)
  }

  exact(compared: number): void {
    this.#path = 'exact'
    this.#compared = compared
  }

  finish(watch: Stopwatch): Trace {
    return {
      path: this.#path,
      settings: this.#settings,
      levels: this.#levels,
      compared: this.#compared,
      stages: watch.stages,
    }
  }
}

export class Stopwatch {
  readonly #elapsed: () => number
  readonly stages: { stage: string; microseconds: number }[] = []
  #last: number

  /** @param elapsed milliseconds of a monotone clock */
  constructor(elapsed: () => number) {
    this.#elapsed = elapsed
    this.#last = elapsed()
  }

  /** What was done since the last lap is this stage. */
  lap(stage: string): void {
    const now = this.#elapsed()
    this.stages.push({ stage, microseconds: Math.round((now - this.#last) * 1000) })
    this.#last = now
  }
}
