import type { Replayed, ReplayQuery, Shape, Shared, ShareInput } from '#contract/life'
import type { Memories } from '../memory/memories.ts'
import type { FilterCache } from '../recall/filter-cache.ts'
import type { Predictor, Summariser } from './adviser-ports.ts'
import { Consolidation } from './consolidation.ts'
import type { Hooks } from './hooks.ts'
import type { OutcomePolicy } from './judge-outcome.ts'
import type { LifeParts } from './life-parts.ts'
import { Outcomes } from './outcomes.ts'
import { type OutlierItem, Outliers } from './outliers.ts'
import { Replay } from './replay.ts'
import { shapeOf } from './shape.ts'
import { Share } from './share.ts'

interface LifeSources extends LifeParts {
  readonly filters: FilterCache
  readonly hooks: Hooks
  readonly memories: Memories
  readonly outcomes: OutcomePolicy
  readonly summariser: Summariser | null
  readonly predictor: Predictor | null
}

/** What can be done with memories beyond storing and finding them. */
export class Life {
  readonly consolidation: Consolidation
  readonly outcomes: Outcomes
  readonly #sources: LifeSources

  constructor(sources: LifeSources) {
    this.#sources = sources
    this.consolidation = new Consolidation(sources, sources.summariser)
    this.outcomes = new Outcomes(sources, sources.outcomes, sources.predictor)
  }

  get settings() {
    const { summariser, predictor, outcomes } = this.#sources
    return { chat: summariser?.name ?? null, predictions: predictor?.name ?? null, ...outcomes }
  }

  replay(query: ReplayQuery): Promise<Replayed> {
    return new Replay(this.#sources).draw(query)
  }

  share(input: ShareInput, author: string): Promise<Shared> {
    return new Share(this.#sources).copy(input, author)
  }

  shape(namespace: string): Promise<Shape> {
    return shapeOf(this.#sources.store, namespace)
  }

  outliers(
    query: { readonly namespace: string; readonly sample: number; readonly limit: number },
    signal: AbortSignal,
  ): AsyncGenerator<OutlierItem> {
    return new Outliers(this.#sources).find(query, signal)
  }
}
