import type { DecayRules } from '#contract/decay-rules'
import { AppError } from '#contract/errors'
import type { Clock, MemoryKey, MemoryStore } from '../ports.ts'
import type { EventColumns } from './decay-ports.ts'
import { datingRules } from './due-time.ts'
import { type EventRun, EventRuns } from './event-runs.ts'

/** Keys that are looked at between two other calls: some milliseconds of a thread that reads. */
const SPAN = 4000
const EVICTED_AT_ONCE = 5000
/** A person moves one slider at a time, and looks at a date and a list of it. */
const KEPT = 4

/** What will happen to the memories of a namespace by some rules, if nothing else happens to them. */
export interface Forecast {
  readonly madeAt: number
  readonly living: number
  readonly events: EventRuns
  /** Those above the limit; they go with the next sweep, and so do not decay. */
  readonly evicted: ReadonlySet<MemoryKey>
}

export interface ForecastRequest {
  readonly namespace: string
  readonly rules: DecayRules
}

/** Makes forecasts by the same dates that sweeps go by (DEC-5). Nothing is written. */
export class Forecasts {
  readonly #parts: { readonly store: MemoryStore; readonly clock: Clock }
  readonly #kept = new Map<string, { readonly state: string; readonly forecast: Forecast }>()
  #turn: Promise<unknown> = Promise.resolve()

  constructor(parts: { readonly store: MemoryStore; readonly clock: Clock }) {
    this.#parts = parts
  }

  /** One after the other, so that who asks the same a moment later finds it made. */
  of(request: ForecastRequest, signal?: AbortSignal): Promise<Forecast> {
    const made = this.#turn.then(() => this.#of(request, signal))
    this.#turn = made.catch(() => {})
    return made
  }

  /** Only those above the limit, which is soon known. */
  async evicted(
    { namespace, rules }: ForecastRequest,
    signal?: AbortSignal,
  ): Promise<ReadonlySet<MemoryKey>> {
    const { living } = await this.#parts.store.space(namespace)
    return new Set(await this.#evictions(namespace, rules, living, signal))
  }

  async #of(request: ForecastRequest, signal?: AbortSignal): Promise<Forecast> {
    refuseAborted(signal)
    const { namespace, rules } = request
    const { limit, evictTypes } = rules
    const id = JSON.stringify([namespace, datingRules(rules), limit, evictTypes])
    const state = await this.#parts.store.stateOfData()
    const known = this.#kept.get(id)
    if (known?.state === state) return known.forecast
    const forecast = await this.#make(request, signal)
    this.#kept.delete(id)
    this.#kept.set(id, { state, forecast })
    const [oldest] = this.#kept.keys()
    if (this.#kept.size > KEPT && oldest !== undefined) this.#kept.delete(oldest)
    return forecast
  }

  async #make({ namespace, rules }: ForecastRequest, signal?: AbortSignal): Promise<Forecast> {
    const { store, clock } = this.#parts
    const madeAt = clock.now()
    const { living } = await store.space(namespace)
    const victims = await this.#evictions(namespace, rules, living, signal)
    const evicted = new Set(victims)
    const keys = Uint32Array.from(victims).sort()
    const runs: EventRun[] = [{ kind: 'evict', keys, at: new Float64Array(keys.length).fill(madeAt) }]
    const dating = datingRules(rules)
    for (let after: MemoryKey | null = dating === null ? null : 0; dating !== null && after !== null; ) {
      refuseAborted(signal)
      const query = { namespace, rules: dating, after, span: SPAN }
      const { decays, levels, next } = await store.decayEvents(query)
      runs.push(
        { kind: 'decay', ...without(decays, evicted) },
        { kind: 'reduce', ...without(levels, evicted) },
      )
      after = next
    }
    return { madeAt, living, events: new EventRuns(runs), evicted }
  }

  async #evictions(
    namespace: string,
    { limit, evictTypes }: DecayRules,
    living: number,
    signal?: AbortSignal,
  ): Promise<MemoryKey[]> {
    const excess = limit === null ? 0 : living - limit
    const keys: MemoryKey[] = []
    while (keys.length < excess) {
      refuseAborted(signal)
      const page = { offset: keys.length, limit: Math.min(EVICTED_AT_ONCE, excess - keys.length) }
      const found = await this.#parts.store.evictable(namespace, evictTypes, page)
      if (found.length === 0) break
      keys.push(...found.map(({ key }) => key))
    }
    return keys
  }
}

const refuseAborted = (signal: AbortSignal | undefined): void => {
  if (signal?.aborted) throw new AppError('request/cancelled', {})
}

const without = ({ keys, at }: EventColumns, gone: ReadonlySet<MemoryKey>): EventColumns => {
  if (gone.size === 0) return { keys, at }
  const kept = [...keys.keys()].filter((i) => !gone.has(keys[i] as number))
  return {
    keys: Uint32Array.from(kept, (i) => keys[i] as number),
    at: Float64Array.from(kept, (i) => at[i] as number),
  }
}
