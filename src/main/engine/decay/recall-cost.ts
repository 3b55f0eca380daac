import type { QueryCost, RecallCost } from '#contract/decay'
import type { DecayRules } from '#contract/decay-rules'
import type { MemoryRow } from '#contract/memory'
import type { RecallQuery } from '#contract/recall'
import type { MemoryStore } from '../ports.ts'
import type { Recall } from '../recall/recall.ts'
import type { SavedQueries } from '../recall/saved-queries.ts'
import { datingRules, decayTime } from './due-time.ts'
import type { Forecast, Forecasts } from './forecasts.ts'

/** As many as recall gives at most: what comes in the place of lost hits is looked for among them. */
const DEPTH = 100

export interface CostRequest {
  readonly namespace: string
  readonly rules: DecayRules
  readonly at: number
  readonly recent: readonly string[]
  readonly k: number
}

interface Asked {
  readonly name: string | null
  readonly query: RecallQuery
}

interface CostParts {
  readonly store: MemoryStore
  readonly recall: Recall
  readonly queries: SavedQueries
  readonly forecasts: Forecasts
}

/** What forgetting would cost in recall: saved and recent queries are asked again, and the victims struck out (DEC-5). */
export class CostOfForgetting {
  readonly #parts: CostParts

  constructor(parts: CostParts) {
    this.#parts = parts
  }

  async of(request: CostRequest, signal: AbortSignal): Promise<RecallCost> {
    const forecast = await this.#parts.forecasts.of(request, signal)
    const costs: QueryCost[] = []
    for (const asked of await this.#queries(request)) {
      costs.push(await this.#costOf(asked, { ...request, forecast }, signal))
    }
    const found = costs.filter(({ hits }) => hits > 0)
    const kept = found.reduce((sum, { hits, lost }) => sum + 1 - lost.length / hits, 0)
    return { k: request.k, queries: costs, kept: found.length === 0 ? null : kept / found.length }
  }

  async #queries({ namespace, recent }: CostRequest): Promise<Asked[]> {
    const k = DEPTH
    const saved = (await this.#parts.queries.list(namespace)).map(
      ({ name, query, filter, weights }): Asked => {
        return {
          name,
          query: { namespace, query, k, ...(filter && { filter }), ...(weights && { weights }) },
        }
      },
    )
    const known = new Set(saved.map(({ query }) => query.query))
    const others = [...new Set(recent)].filter((query) => query.trim() !== '' && !known.has(query))
    return [...saved, ...others.map((query): Asked => ({ name: null, query: { namespace, query, k } }))]
  }

  async #costOf(
    { name, query }: Asked,
    request: CostRequest & { readonly forecast: Forecast },
    signal: AbortSignal,
  ): Promise<QueryCost> {
    const { hits } = await this.#parts.recall.search(query, signal)
    const memories = hits.map(({ memory }) => memory)
    const fates = await this.#fates(memories, request)
    const first = memories.slice(0, request.k)
    const lost = first.flatMap((memory, i) => {
      const kind = fates[i]
      return kind ? [{ memory, rank: i + 1, kind }] : []
    })
    const instead = memories
      .slice(first.length)
      .filter((_, i) => fates[first.length + i] === null)
      .slice(0, lost.length)
    return { query: query.query, name, hits: first.length, lost, instead }
  }

  /** What becomes of each up to the date; fields lost by age leave a memory what it is. */
  async #fates(
    memories: readonly MemoryRow[],
    { namespace, rules, at, forecast }: CostRequest & { readonly forecast: Forecast },
  ): Promise<('evict' | 'decay' | null)[]> {
    const weights = datingRules(rules)?.weights ?? null
    const found = await this.#parts.store.decayFacts(
      namespace,
      memories.map(({ coordinate }) => coordinate),
    )
    return found.map((one) => {
      if (one === null) return null
      if (forecast.evicted.has(one.key)) return 'evict'
      const decays = weights && decayTime(one.facts, weights)
      return decays !== null && decays <= at ? 'decay' : null
    })
  }
}
