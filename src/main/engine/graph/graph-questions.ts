import type { GraphView, ViewInput } from '#contract/graph'
import type { GraphJobs } from '../graph-ports.ts'
import type { Journal } from '../journal/journal.ts'
import type { Clock, MemoryStore } from '../ports.ts'
import type { ActiveVectors } from '../vectors/active-vectors.ts'
import { Analyses } from './analysis/analyses.ts'
import { DismissedPairs } from './dismissed-pairs.ts'
import { PairSearch } from './pair-search.ts'

/** What may be asked of the graph of a namespace as a whole. */
export class GraphQuestions {
  readonly analyses: Analyses
  readonly pairs: PairSearch
  readonly dismissed: DismissedPairs
  readonly #store: MemoryStore

  constructor(parts: {
    readonly store: MemoryStore
    readonly vectors: ActiveVectors
    readonly jobs: GraphJobs
    readonly journal: Journal
    readonly clock: Clock
  }) {
    this.#store = parts.store
    this.analyses = new Analyses(parts)
    this.dismissed = new DismissedPairs(parts)
    this.pairs = new PairSearch({ ...parts, dismissed: this.dismissed })
  }

  /** What is made of communities waits for them; the rest shows what is known of them. */
  async view(query: ViewInput): Promise<GraphView> {
    const { kind } = query.start
    if (kind === 'overview' || kind === 'community') await this.analyses.ensure(query.namespace)
    return this.#store.graphView(query)
  }
}
