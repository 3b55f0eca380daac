import type { DecayRules } from '#contract/decay-rules'
import { DEFAULT_DECAY } from '#engine/decay/default-rules'
import { seededRandom } from '../seeded-random.ts'
import { MADE_AT, NAMESPACE, type Opened, openFilled } from './filled-store.ts'

const RULES: DecayRules = { ...DEFAULT_DECAY, isOn: true, limit: null }

/** What one size is asked for; milliseconds of each call, by what it does. */
export type Times = ReadonlyMap<What, readonly number[]>
export type What = (typeof WHATS)[number]
export const WHATS = ['store', 'store at the limit', 'sweep, nothing due', 'sweep, some due'] as const

export interface Plan {
  readonly rounds: number
  /** Stores of a round, each way. */
  readonly stores: number
  /** Memories that a sweep finds due. */
  readonly due: number
  readonly seed: number
  readonly texts: readonly string[]
}

/** Memories differ in importance alone, so that they are due one after the other, scattered over the file. */
export const importanceOf = (seed: number): ((i: number) => { importance: number }) => {
  const random = seededRandom(seed)
  const made: number[] = []
  return (i) => {
    while (made.length <= i) made.push(random() * 2 - 1)
    return { importance: made[i] as number }
  }
}

/** One database of some size, under measurement. */
export class Size {
  readonly n: number
  readonly #opened: Opened
  readonly #plan: Plan
  readonly #random: () => number
  readonly #times = new Map<What, number[]>(WHATS.map((what) => [what, []]))
  #stored = 0
  /** How long all memories took to be dated, and the longest that others waited meanwhile; milliseconds. */
  readonly dated: { readonly all: number; readonly longest: number }

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

  /** @param isCounted the first round only warms up */
  async sweeps(isCounted: boolean): Promise<void> {
    const { engine, time } = this.#opened
    const sweep = () => engine.decay.sweep({ author: 'soma' })
    await this.#note('sweep, nothing due', isCounted, async () => {
      const { decayed } = await sweep()
      if (decayed !== 0) throw new Error(`${decayed} were due and none should have been`)
    })
    time.now = this.#momentOf(this.#plan.due)
    await this.#note('sweep, some due', isCounted, async () => {
      const { decayed } = await sweep()
      if (decayed !== this.#plan.due) throw new Error(`${decayed} decayed and not ${this.#plan.due}`)
    })
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
    const started = performance.now()
    await work()
    if (isCounted) this.#times.get(what)?.push(performance.now() - started)
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

const timeDating = async ({ engine, time }: Opened): Promise<Size['dated']> => {
  time.now = MADE_AT
  let [isDone, longest] = [false, 0]
  const started = performance.now()
  const dating = engine.decay.use(RULES).then(() => {
    isDone = true
  })
  for (let before = started; !isDone; ) {
    await new Promise((resolve) => setImmediate(resolve))
    longest = Math.max(longest, performance.now() - before)
    before = performance.now()
  }
  await dating
  return { all: performance.now() - started, longest }
}
