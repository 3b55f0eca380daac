import type { DecayForecast, MemoryForecast, RecallCost, Victim } from '#contract/decay'
import type { DecayRules } from '#contract/decay-rules'
import { AppError } from '#contract/errors'
import type { ChangeReceipt } from '#contract/memory'
import type { Clock, MemoryStore } from '../ports.ts'
import type { Acceptance, Accepting } from './accepting.ts'
import type { Dated } from './dated.ts'
import type { DatingProgress, PlacedFacts } from './decay-ports.ts'
import { type DecayFacts, decayScore, scoreParts } from './decay-score.ts'
import { decayTime, levelTimes } from './due-time.ts'
import type { Forecast, Forecasts } from './forecasts.ts'
import type { CostOfForgetting, CostRequest } from './recall-cost.ts'
import type { Sweep, SweepReport, SweepRequest } from './sweep.ts'

interface DecayParts {
  readonly store: MemoryStore
  readonly clock: Clock
  readonly forecasts: Forecasts
  readonly cost: CostOfForgetting
  readonly dated: Dated
  readonly sweep: Sweep
  readonly accepting: Accepting
  /** Writes the accesses that wait: who was just recalled is not to decay. */
  readonly flushTouches: () => Promise<void>
}

type Asked<T> = Omit<T, 'rules'> & { readonly rules?: DecayRules | undefined }

/** Forgetting: what is forgotten and when, what will be, and the sweep that does it. */
export class Decay {
  readonly #parts: DecayParts
  /** Shared with who goes by them. */
  readonly #live: { current: DecayRules }

  constructor(parts: DecayParts, rules: { current: DecayRules }) {
    this.#parts = parts
    this.#live = rules
  }

  get rules(): DecayRules {
    return this.#live.current
  }

  /** How far memories are dated anew since the rules changed; null when all are. */
  get dating(): DatingProgress | null {
    return this.#parts.dated.progress
  }

  /** Goes by these rules from now on. When what is there is due is reckoned anew in the background; a sweep waits for it. */
  async use(rules: DecayRules): Promise<void> {
    this.#live.current = rules
    await this.#parts.dated.begin()
  }

  /** Resolves when nothing is written any more but what is asked for. */
  stop(): Promise<void> {
    return this.#parts.dated.stop()
  }

  async sweep(request: SweepRequest): Promise<SweepReport> {
    await this.#parts.flushTouches()
    await this.#parts.dated.all(request.signal)
    return this.#parts.sweep.run(request)
  }

  /** Counts and a histogram of what will happen. */
  async forecast(
    asked: Asked<{
      namespace: string
      rules: DecayRules
      at: number
      until?: number | undefined
      bins: number
    }>,
    signal?: AbortSignal,
  ): Promise<DecayForecast> {
    const { at, bins } = asked
    const { madeAt, living, events } = await this.#forecast(asked, signal)
    const { first, last } = events
    const until = Math.max(madeAt + 1, asked.until ?? last ?? madeAt)
    const of = (moment: number) => ({
      evict: events.count(moment, 'evict'),
      decay: events.count(moment, 'decay'),
      reduce: events.count(moment, 'reduce'),
    })
    const bars = (kind: 'evict' | 'decay' | 'reduce') => events.histogram(kind, madeAt, until, bins)
    return {
      madeAt,
      living,
      counts: of(at),
      ever: of(Number.MAX_VALUE),
      first,
      last,
      histogram: {
        from: madeAt,
        until,
        evict: bars('evict'),
        decay: bars('decay'),
        reduce: bars('reduce'),
      },
    }
  }

  /** Some of what happens up to a date, in the order of time. */
  async victims(
    asked: Asked<{ namespace: string; rules: DecayRules; at: number; offset: number; limit: number }>,
    signal?: AbortSignal,
  ): Promise<{ total: number; victims: Victim[] }> {
    const { store } = this.#parts
    const { namespace, at } = asked
    const { weights } = asked.rules ?? this.rules
    const { events } = await this.#forecast(asked, signal)
    const page = events.page(at, asked)
    const rows = new Map(
      (await store.rows(Uint32Array.from(page, ({ key }) => key))).map((one) => [one.key, one.row]),
    )
    const there = page.flatMap((event) => {
      const memory = rows.get(event.key)
      return memory ? [{ event, memory }] : []
    })
    const facts = await store.decayFacts(
      namespace,
      there.map(({ memory }) => memory.coordinate),
    )
    const victims = there.flatMap(({ event, memory }, i) => {
      const found = facts[i]
      if (!found) return []
      const parts = scoreParts(found.facts, weights, at)
      return [{ memory, kind: event.kind, at: event.at, parts, score: decayScore(found.facts, weights, at) }]
    })
    return { total: events.count(at), victims }
  }

  cost({ rules = this.rules, ...asked }: Asked<CostRequest>, signal: AbortSignal): Promise<RecallCost> {
    return this.#parts.cost.of({ ...asked, rules }, signal)
  }

  /** @throws AppError `memory/not-found` */
  async memory(
    asked: Asked<{ namespace: string; rules: DecayRules; coordinate: readonly number[] }>,
    signal?: AbortSignal,
  ): Promise<MemoryForecast> {
    const { namespace, coordinate, rules = this.rules } = asked
    const [found = null] = await this.#parts.store.decayFacts(namespace, [coordinate])
    if (found === null) throw new AppError('memory/not-found', { namespace, coordinate: [...coordinate] })
    return this.#memoryForecast(found, { namespace, rules }, signal)
  }

  async #memoryForecast(
    { key, facts }: PlacedFacts,
    { namespace, rules }: { readonly namespace: string; readonly rules: DecayRules },
    signal?: AbortSignal,
  ): Promise<MemoryForecast> {
    const { weights } = rules
    const madeAt = this.#parts.clock.now()
    const decaysAt = rules.isOn ? decayTime(facts, weights) : null
    const seconds = rules.levels.map((level) => level.seconds)
    const [level = null] = levelTimes(facts, seconds)
    return {
      madeAt,
      score: decayScore(facts, weights, madeAt),
      threshold: weights.threshold,
      parts: scoreParts(facts, weights, madeAt),
      decaysAt,
      never: decaysAt === null ? neverBecause(facts, rules) : null,
      reduces: level === null ? null : { at: level, keys: rules.levels[facts.levels]?.keys ?? [] },
      isEvicted: (await this.#parts.forecasts.evicted({ namespace, rules }, signal)).has(key),
    }
  }

  /** Lets memories decay, and others be evicted, now. Pinned ones stay. */
  accept(asked: Acceptance, author: string): Promise<ChangeReceipt> {
    return this.#parts.accepting.accept(asked, author)
  }

  #forecast(asked: Asked<{ namespace: string; rules: DecayRules }>, signal?: AbortSignal): Promise<Forecast> {
    const { namespace, rules = this.rules } = asked
    return this.#parts.forecasts.of({ namespace, rules }, signal)
  }
}

const neverBecause = (facts: DecayFacts, { isOn, weights }: DecayRules): MemoryForecast['never'] => {
  if (facts.isForgotten) return 'decayed'
  if (facts.pinned) return 'pinned'
  if (!isOn) return 'off'
  return facts.importance > weights.importanceThreshold ? 'important' : 'below'
}
