import type { WatchMark, WatchMiss, WatchPoint, WatchState } from '#contract/quality'
import type { EventBus } from '../../journal/event-bus.ts'
import type { Observer } from '../../observe/observer.ts'
import type { Clock, IndexHealth, Log, MemoryStore } from '../../ports.ts'
import { indexShape } from '../../tuning/index-shape.ts'
import type { ActiveVectors, VectorPair } from '../../vectors/active-vectors.ts'
import type { Wait } from '../../vectors/re-embed.ts'
import type { Autotune, MeasuredSpace } from '../autotune/autotune.ts'
import { explainedMisses } from './explained-misses.ts'
import { measuredOf } from './point-of.ts'
import type { RecallTraffic } from './recall-traffic.ts'
import type { Reservoir } from './reservoir.ts'
import { nextAlert } from './watch-alert.ts'
import { type AskedAgain, missesOf, WatchCycle } from './watch-cycle.ts'
import { MOST_MISSES, NOTHING_KNOWN, treeMark, type WatchKnown } from './watch-known.ts'
import { marksSince } from './watch-marks.ts'
import type { WatchedQuery } from './watch-ports.ts'
import { type Kept, readRow, rowOf, thinned } from './watch-series.ts'
import type { WatchSettings } from './watch-settings.ts'

/** With fewer queries nothing is measured. */
const NEEDED = 10

export interface WatchParts {
  readonly store: MemoryStore
  readonly vectors: ActiveVectors
  readonly reservoir: Reservoir
  readonly traffic: RecallTraffic
  readonly autotune: Pick<Autotune, 'isOn' | 'step'>
  readonly clock: Clock
  readonly log: Log
  readonly events: EventBus
  readonly observer?: Observer | undefined
  /** Read each time. */
  readonly settings: WatchSettings
}

export interface MeasureOptions {
  readonly wait: Wait
  readonly signal: AbortSignal
  /** Does not wait for a rest between recalls. */
  readonly isUrgent?: boolean
  /** What was measured is given back and not kept. */
  readonly isOnlyLooking?: boolean
}

interface Measured {
  readonly point: WatchPoint
  readonly space: MeasuredSpace
}

interface Ready {
  readonly pair: VectorPair
  readonly space: number
  readonly health: IndexHealth
  readonly queries: readonly WatchedQuery[]
}

/** Whether searches still find what is nearest, measured with queries that were really asked (QUAL-1). */
export class Watch {
  readonly #parts: WatchParts
  readonly #running = new Set<string>()
  readonly #measuredAt = new Map<string, number>()
  #turn: Promise<unknown> = Promise.resolve()
  #isPoked = false

  constructor(parts: WatchParts) {
    this.#parts = parts
  }

  /** @throws AppError `namespace/not-found` */
  async state(namespace: string): Promise<WatchState> {
    const { store, settings, vectors } = this.#parts
    const [queries, known, points] = await Promise.all([
      store.watched(namespace, vectors.current().embedder.id),
      this.#known(namespace),
      this.#points(namespace),
    ])
    return {
      state: await this.#stateOf(namespace, queries.length),
      queries: queries.length,
      needed: NEEDED,
      size: settings.size,
      oldest: queries.length === 0 ? null : Math.min(...queries.map(({ at }) => at)),
      texts: queries.filter(({ text }) => text !== null).length,
      target: settings.target,
      interval: settings.interval,
      latest: points.at(-1) ?? null,
      alert: known.alert,
      missed: known.missed,
      isRunning: this.#running.has(namespace),
    }
  }

  /** @throws AppError `namespace/not-found` */
  async series(namespace: string, from: number): Promise<{ points: WatchPoint[]; marks: WatchMark[] }> {
    const rows = (await this.#parts.store.watchRows(namespace)).filter(({ at }) => at >= from).map(readRow)
    const points: WatchPoint[] = []
    const marks: WatchMark[] = []
    for (const { is, ...row } of rows) {
      if (is === 'point') points.push(row as WatchPoint)
      else marks.push(row as WatchMark)
    }
    return { points, marks }
  }

  /** @throws AppError `namespace/not-found` */
  async misses(namespace: string, limit: number, signal: AbortSignal): Promise<WatchMiss[]> {
    const { store, vectors, settings } = this.#parts
    const { misses } = await this.#known(namespace)
    return vectors.use((pair) =>
      explainedMisses(
        { store, pair, namespace, depth: settings.depth, misses: misses.slice(0, limit) },
        signal,
      ),
    )
  }

  /** @returns how many queries were forgotten */
  async clear(namespace: string, what: 'queries' | 'all'): Promise<number> {
    const { store, reservoir, events } = this.#parts
    reservoir.forget(namespace)
    const queries = await store.clearWatch(namespace, what)
    events.publish({ type: 'quality', namespace, turn: null })
    return queries
  }

  /** Something happened that may move recall: it is measured again without waiting until it is due. */
  poke(): void {
    this.#isPoked = true
  }

  /** Measures what is due, if anything is. */
  async tick({ wait, signal }: MeasureOptions): Promise<void> {
    const { store, settings, autotune, vectors } = this.#parts
    if (!settings.isOn) return
    const isPoked = this.#isPoked
    this.#isPoked = false
    const all = await store.watchedNamespaces()
    const due = isPoked ? all : all.filter((namespace) => this.#isDue(namespace))
    if (due.length === 0) return
    await vectors.use(async () => {
      const spaces: MeasuredSpace[] = []
      // Settings are those of all namespaces, so whoever moves them looks at all.
      for (const namespace of autotune.isOn ? all : due) {
        const measured = await this.#inTurn(namespace, { wait, signal })
        if (measured !== null) spaces.push(measured.space)
      }
      await autotune.step(spaces)
    })
  }

  #isDue(namespace: string): boolean {
    const { clock, settings } = this.#parts
    const [now, at] = [clock.now(), this.#measuredAt.get(namespace) ?? Number.NEGATIVE_INFINITY]
    // A clock that was put back must not silence the watch.
    return now - at >= settings.interval || at > now
  }

  /**
   * Asks the kept queries again; null where there is nothing to measure.
   * @throws AppError `namespace/not-found`
   */
  async measure(namespace: string, options: MeasureOptions): Promise<WatchPoint | null> {
    return (await this.#inTurn(namespace, options))?.point ?? null
  }

  #inTurn(namespace: string, options: MeasureOptions): Promise<Measured | null> {
    const done = this.#turn.then(async () => {
      this.#running.add(namespace)
      try {
        return await this.#parts.vectors.use((pair) => this.#measure(pair, namespace, options))
      } finally {
        this.#running.delete(namespace)
      }
    })
    this.#turn = done.catch(() => {})
    return done
  }

  async #measure(pair: VectorPair, namespace: string, options: MeasureOptions): Promise<Measured | null> {
    const { clock } = this.#parts
    this.#measuredAt.set(namespace, clock.now())
    const ready = await this.#ready(pair, namespace)
    if (ready === null) return null
    const { health } = ready
    const { isUrgent = false, wait, signal, isOnlyLooking = false } = options
    const { traffic, settings } = this.#parts
    const stamp = (): string => JSON.stringify(pair.sync.cursor)
    const { index } = pair
    const elapsed = (): number => clock.elapsed()
    const cycle = new WatchCycle({
      ...{
        index,
        space: ready.space,
        depth: settings.depth,
        stamp,
        traffic,
        elapsed,
        wait,
        isUrgent,
        signal,
      },
    })
    const asked = await cycle.ask(ready.queries)
    const at = clock.now()
    const { beam = 0, candidates = 0 } = health.tree?.settings ?? {}
    const point: WatchPoint = {
      from: at,
      at,
      ...measuredOf(asked),
      vectors: health.vectors,
      beamWidth: Math.min(beam, health.tree?.lists ?? beam),
      maxCandidates: candidates,
    }
    if (!isOnlyLooking) await this.#keep(namespace, { point, asked, health })
    return { point, space: { cycle, asked, health, depth: settings.depth } }
  }

  /** What it takes to measure; null where some of it is not there. */
  async #ready(pair: VectorPair, namespace: string): Promise<Ready | null> {
    const { store } = this.#parts
    const { space } = await store.space(namespace)
    if (pair.sync.state.state !== 'ready') return null
    const health = await pair.index.health(space)
    if (health.isExact || health.tree === null) return null
    const all = await store.watched(namespace, pair.embedder.id)
    const queries = all.filter(({ vector }) => vector.length === pair.embedder.dimension)
    return queries.length < NEEDED ? null : { pair, space, health, queries }
  }

  async #keep(
    namespace: string,
    measured: {
      readonly point: WatchPoint
      readonly asked: readonly AskedAgain[]
      readonly health: IndexHealth
    },
  ): Promise<void> {
    const { store, settings, events, log, observer } = this.#parts
    const { point, asked, health } = measured
    const known = await this.#known(namespace)
    const { marks, seq } = await marksSince(store, namespace, known.seq)
    const tree = treeMark(health)
    const { alert, turn } = nextAlert(known.alert, point, settings.target)
    if (known.tree !== null && tree !== known.tree) marks.push(ownMark('rebuild', point.at, REBUILT))
    if (turn !== null)
      marks.push(ownMark(turn === 'raised' ? 'alert' : 'healed', point.at, words(point, settings)))
    const misses = asked.flatMap((one) => missesOf(one).map((miss) => ({ id: one.query.id, ...miss })))
    const state: WatchKnown = {
      ...{ alert, seq, tree },
      missed: misses.length,
      misses: misses.slice(0, MOST_MISSES),
    }
    const kept: Kept[] = [...marks.map((mark): Kept => ({ is: 'mark', ...mark })), { is: 'point', ...point }]
    const { add, drop } = thinned(await store.watchRows(namespace), point.at)
    const written = { add: [...add, ...kept.map(rowOf)], drop, state: JSON.stringify(state) }
    await store.writeWatch(namespace, written)
    observer?.note({ is: 'watch', namespace, point, isAlert: alert !== null })
    if (turn === 'raised') log.warn('recall fell below its target', { namespace, recall10: point.recall10 })
    events.publish({ type: 'quality', namespace, turn })
  }

  async #known(namespace: string): Promise<WatchKnown> {
    const { store } = this.#parts
    const kept = await store.watchState(namespace)
    if (kept !== null) return JSON.parse(kept) as WatchKnown
    return { ...NOTHING_KNOWN, seq: await store.seq() }
  }

  async #points(namespace: string): Promise<WatchPoint[]> {
    return (await this.series(namespace, 0)).points
  }

  async #stateOf(namespace: string, queries: number): Promise<WatchState['state']> {
    const { store, settings, vectors } = this.#parts
    if (!settings.isOn) return 'off'
    const { index, sync } = vectors.current()
    if (sync.state.state !== 'ready') return 'loading'
    const { space } = await store.space(namespace)
    const { exact } = indexShape(await index.health(space))
    if (exact !== null) return exact === 'building' ? 'loading' : 'exact'
    return queries < NEEDED ? 'few' : 'watching'
  }
}

const REBUILT = 'The lists were built anew'

const ownMark = (kind: WatchMark['kind'], at: number, text: string): WatchMark => ({
  ...{ kind, at, text },
  seq: null,
  author: null,
})

const words = ({ recall10 }: WatchPoint, { target }: WatchSettings): string =>
  `recall@10 ${recall10.value.toFixed(3)} (${recall10.low.toFixed(3)} to ${recall10.high.toFixed(3)}), target ${target}`
