import type { GraphView, ViewInput } from '#contract/graph'
import type { GraphJobs } from '../graph-ports.ts'
import type { MemoryStore } from '../ports.ts'
import type { ActiveVectors } from '../vectors/active-vectors.ts'
import { Analyses } from './analysis/analyses.ts'
import { PairSearch } from './pair-search.ts'

/** What may be asked of the graph of a namespace as a whole. */
export class GraphQuestions {
  readonly analyses: Analyses
  readonly pairs: PairSearch
  readonly #store: MemoryStore

  constructor(parts: {
    readonly store: MemoryStore
    readonly vectors: ActiveVectors
    readonly jobs: GraphJobs
  }) {
    this.#store = parts.store
    this.analyses = new Analyses(parts)
    this.pairs = new PairSearch(parts)
  }

  /** What is made of communities waits for them; the rest shows what is known of them. */
  async view(query: ViewInput): Promise<GraphView> {
    const { kind } = query.start
    if (kind === 'overview' || kind === 'community') await this.analyses.ensure(query.namespace)
    return this.#store.graphView(query)
  }
}
