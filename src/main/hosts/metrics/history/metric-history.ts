import type { MetricsAsked } from '#api/metrics'
import type { MetricHistory as History, MetricMark } from '#contract/metrics'
import type { Observation, Observer } from '#engine/observe/observer'
import type { Log } from '#engine/ports'
import { type Increments, joined, NOTHING, summed } from './increments.ts'
import { type KeptRow, MetricFile, RINGS } from './metric-file.ts'
import { emptyValues, putValues } from './metric-values.ts'

export interface HistoryParts {
  /** Or `:memory:`. */
  readonly file: string
  /** Which of several: `app`, `server`, `mcp`, `cli`. Those of one kind are counted together. */
  readonly process: string
  /** What came since it was asked last, of what `/metrics` tells. */
  readonly increments: () => Promise<Increments>
  /** Upper bounds of the buckets of times, in seconds. */
  readonly bounds: readonly number[]
  /** Epoch seconds. */
  readonly now: () => number
  readonly log: Pick<Log, 'warn'>
}

const TICK = 10
/** Values that are found in one turn: a month of them at once would be felt. */
const AT_ONCE = 40
/** Changes of one import follow each other closely, and are one mark. */
const SAME_WITHIN = 120

/**
 * What the metrics were, at three resolutions, over restarts and over all processes on one data folder. It looks every
 * ten seconds, outside of any call, and a look takes about a millisecond.
 */
export class MetricHistory implements Observer {
  readonly #parts: HistoryParts
  readonly #file: MetricFile
  readonly #problem: string | null
  #lookedAt: number
  /** What could not be written yet. */
  #pending: Increments = NOTHING
  #marks: MetricMark[] = []
  /** The newest of its kind and name. */
  readonly #lastMarks = new Map<string, number>()
  #ticking: Promise<void> = Promise.resolve()
  #isClosed = false

  constructor(parts: HistoryParts) {
    this.#parts = parts
    this.#lookedAt = parts.now()
    const { file, problem } = opened(parts)
    this.#file = file
    this.#problem = problem
  }

  /** Looks whenever ten seconds of the clock are over. */
  async run(
    signal: AbortSignal,
    wait: (seconds: number, signal: AbortSignal) => Promise<void>,
  ): Promise<void> {
    while (!signal.aborted) {
      const now = this.#parts.now()
      await wait(Math.floor(now / TICK) * TICK + TICK - now, signal)
      if (!signal.aborted) await this.tick()
    }
  }

  note(happened: Observation): void {
    const mark = markOf(happened)
    if (mark === null) return
    const key = `${mark.kind} ${mark.label} ${mark.namespace}`
    const isSame = mark.at - (this.#lastMarks.get(key) ?? Number.NEGATIVE_INFINITY) < SAME_WITHIN
    this.#lastMarks.set(key, mark.at)
    if (!isSame) this.#marks.push(mark)
  }

  /** Looks at the metrics and adds what came since the last look. Looks never overlap. */
  tick(): Promise<void> {
    this.#ticking = this.#ticking.then(() => this.#look())
    return this.#ticking
  }

  async #look(): Promise<void> {
    if (this.#isClosed) return
    const { now, process } = this.#parts
    const increments = await this.#parts.increments()
    const at = now()
    if ((increments.counters['rebuilds'] ?? 0) > 0) {
      this.#marks.push({ at, kind: 'rebuild', label: 'Index rebuilt', namespace: '', author: '' })
    }
    // In the middle of what it counts, so that what was counted up to a boundary lies before it.
    const middle = at - Math.min(TICK, Math.max(0, at - this.#lookedAt)) / 2
    this.#lookedAt = at
    this.#pending = joined(this.#pending, increments)
    try {
      this.#file.add(process, middle, this.#pending, this.#marks)
      this.#pending = NOTHING
      this.#marks = []
    } catch (error) {
      this.#parts.log.warn('a look at the metrics could not be kept yet', { reason: String(error) })
    }
  }

  /** Of a stretch that nothing is kept of, all is unknown. */
  async read({ from, until, points }: MetricsAsked, signal: AbortSignal): Promise<History> {
    const now = this.#parts.now()
    const end = Math.min(until, now)
    const step = stepFor({ from, until: end, points }, now)
    const first = Math.floor(from / step) * step
    const times: number[] = []
    // A stretch that has only just begun says nothing yet.
    for (let at = first; at < end && now - at >= Math.min(step, TICK); at += step) times.push(at)
    const values = emptyValues(times.length)
    const processes = new Set<string>()
    for (const [place, at] of times.entries()) {
      if (place % AT_ONCE === AT_ONCE - 1) await new Promise(setImmediate)
      signal.throwIfAborted()
      const rows = this.#file.rows(ringOf(from, now), at, at + step)
      if (rows.length === 0) continue
      for (const { process } of rows) processes.add(process)
      putValues(values, place, {
        increments: overTime(rows),
        seconds: Math.max(TICK, Math.min(step, now - at)),
        bounds: this.#parts.bounds,
      })
    }
    return {
      step,
      times,
      values,
      marks: this.#file.marks(first, Math.max(first, end)),
      processes: [...processes].sort(),
      since: this.#file.since(),
      bytes: this.#file.bytes(),
      problem: this.#problem,
    }
  }

  /** Keeps what came since the last look. */
  async close(): Promise<void> {
    if (this.#isClosed) return
    await this.tick()
    this.#isClosed = true
    this.#file.close()
  }
}

const opened = ({ file, log }: HistoryParts): { file: MetricFile; problem: string | null } => {
  try {
    return { file: new MetricFile(file), problem: null }
  } catch (error) {
    const problem = (error as Error).message
    log.warn('the history of metrics is kept in memory only', { reason: problem })
    return { file: new MetricFile(':memory:'), problem }
  }
}

/** The finest resolution that reaches back so far. */
const ringOf = (from: number, now: number): number =>
  RINGS.find(({ keep }) => now - from <= keep)?.step ?? 900

/** So many steps of its ring that no more values come out than are wanted. */
const stepFor = ({ from, until, points }: MetricsAsked, now: number): number => {
  const ring = ringOf(from, now)
  return ring * Math.max(1, Math.ceil((until - from) / ring / points))
}

/** What each process did, in order, and then all of them together. */
const overTime = (rows: readonly KeptRow[]): Increments =>
  summed(
    [...Map.groupBy(rows, ({ process }) => process).values()].map((own) =>
      own.reduce((sum, { increments }) => joined(sum, increments), NOTHING),
    ),
  )

const markOf = (happened: Observation): MetricMark | null => {
  if (happened.is === 'embedder') {
    const { at, namespace, author } = happened.change
    return { at, kind: 'embedder', label: 'Embedder changed', namespace, author }
  }
  if (happened.is !== 'change' || happened.committed.change === null) return null
  const { at, namespace, author, action, artefacts = [] } = happened.draft
  const settings = artefacts.filter(({ kind }) => kind === 'setting').map(({ id }) => id)
  if (settings.length > 0) {
    return { at, kind: 'settings', label: `Settings: ${settings.join(', ')}`, namespace, author }
  }
  return action === 'import' ? { at, kind: 'import', label: 'Import', namespace, author } : null
}
