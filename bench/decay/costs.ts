import type { DecayRules } from '#contract/decay-rules'
import { DEFAULT_DECAY } from '#engine/decay/default-rules'
import { seededRandom } from '../seeded-random.ts'
import { MADE_AT, NAMESPACE, type Opened, openFilled } from './filled-store.ts'

const RULES: DecayRules = { ...DEFAULT_DECAY, isOn: true, limit: null }

/** Milliseconds of a call: on the clock, and of the processor, which tells more where a machine has other work. */
export interface Took {
  readonly wall: number
  readonly cpu: number
}
/** What one size is asked for, by what it does. */
export type Times = ReadonlyMap<What, readonly Took[]>
export type What = (typeof WHATS)[number]
export const WHATS = [
  'store',
  'store at the limit',
  'sweep, nothing due',
  'sweep, due were made together',
  'sweep, due are scattered',
] as const

export interface Plan {
  readonly rounds: number
  /** Those that are not counted. */
  readonly warmUp: number
  /** Stores of a round, each way. */
  readonly stores: number
  /** Memories that a sweep finds due. */
  readonly due: number
  readonly seed: number
  readonly texts: readonly string[]
}

/**
 * Memories differ in importance alone, so that they are due one after the other. The first were made one after the other
 * too, as those that a sweep finds mostly were; the others lie all over the file, which is the most that a sweep can cost.
 */
export const importanceOf = ({ n, seed, plan }: { n: number; seed: number; plan: Plan }) => {
  const random = seededRandom(seed)
  const from = Math.floor(n / 2)
  const together = plan.due * (plan.rounds + plan.warmUp)
  const made: number[] = []
  return (i: number): { importance: number } => {
    while (made.length <= i) {
      const [at, scattered] = [made.length - from, random() * 1.8 - 0.8]
      made.push(at >= 0 && at < together ? -1 + at * 1e-7 : scattered)
    }
    return { importance: made[i] as number }
  }
}

/** One database of some size, under measurement. */
export class Size {
  readonly n: number
  readonly #opened: Opened
  readonly #plan: Plan
  readonly #random: () => number
  readonly #times = new Map<What, Took[]>(WHATS.map((what) => [what, []]))
  #stored = 0
  /** How long whoever set the rules waited, how long it took, and the longest that others waited meanwhile; milliseconds. */
  readonly dated: { readonly waited: number; readonly all: number; readonly longest: number }

  private constructor(n: number, opened: Opened, plan: Plan, dated: Size['dated']) {
    this.n = n
    this.#opened = opened
    this.#plan = plan
    this.#random = seededRandom(plan.seed)
    this.dated = dated
  }

  static async open(file: string, n: number, plan: Plan): Promise<Size> {
    const opened = await openFilled(file, { rules: RULES })
    return new Size(n, opened, plan, await timeDating(opened))
  }

  get times(): Times {
    return this.#times
  }

  async nothingDue(isCounted: boolean): Promise<void> {
    await this.#note('sweep, nothing due', isCounted, () => this.#sweep(0))
  }

  async someDue(what: What, isCounted: boolean): Promise<void> {
    this.#opened.time.now = this.#momentOf(this.#plan.due)
    await this.#note(what, isCounted, () => this.#sweep(this.#plan.due))
  }

  async stores(isCounted: boolean): Promise<void> {
    const { decay } = this.#opened.engine
    for (let i = 0; i < this.#plan.stores; i++) await this.#note('store', isCounted, () => this.#store())
    await decay.use({ ...RULES, limit: this.#living() })
    const before = this.#living()
    for (let i = 0; i < this.#plan.stores; i++) {
      await this.#note('store at the limit', isCounted, () => this.#store())
    }
    if (this.#living() !== before) throw new Error('the limit did not hold')
    await decay.use(RULES)
  }

  close(): Promise<void> {
    return this.#opened.close()
  }

  async #note(what: What, isCounted: boolean, work: () => Promise<unknown>): Promise<void> {
    const [started, before] = [performance.now(), process.cpuUsage()]
    await work()
    const wall = performance.now() - started
    const { user, system } = process.cpuUsage(before)
    if (isCounted) this.#times.get(what)?.push({ wall, cpu: (user + system) / 1000 })
  }

  async #sweep(due: number): Promise<void> {
    const { decayed } = await this.#opened.engine.decay.sweep({ author: 'soma' })
    if (decayed !== due) throw new Error(`${decayed} decayed and not ${due}`)
  }

  async #store(): Promise<void> {
    const { engine, time } = this.#opened
    time.now += 0.01
    const pick = () => this.#plan.texts[Math.floor(this.#random() * this.#plan.texts.length)]
    await engine.memories.store(
      {
        namespace: NAMESPACE,
        coordinate: [this.#random() * 100, this.#random() * 100, this.n + this.#stored++],
        payload: JSON.stringify({ text: `${pick()} ${pick()}` }),
        type: 'episodic',
        importance: this.#random() * 5,
        ifTaken: 'refuse',
      },
      'bench',
    )
  }

  #living(): number {
    return this.#opened.db.prepare('SELECT living FROM namespaces').pluck().get() as number
  }

  /** When so many more are due. */
  #momentOf(count: number): number {
    const dues = this.#opened.db.prepare('SELECT due FROM decay WHERE due IS NOT NULL ORDER BY due LIMIT ?')
    return dues.pluck().all(count).at(-1) as number
  }
}

const timeDating = async ({ engine, time, slices }: Opened): Promise<Size['dated']> => {
  time.now = MADE_AT
  const started = performance.now()
  await engine.decay.use(RULES)
  const waited = performance.now() - started
  // A sweep begins when all are dated, and finds nothing due yet.
  await engine.decay.sweep({ author: 'soma' })
  return { waited, all: performance.now() - started, longest: Math.max(...slices) }
}
