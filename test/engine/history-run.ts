import { expect } from 'vitest'
import type { ArtefactKind } from '#contract/changes'
import { isAppError } from '#contract/errors'
import type { SettingValue } from '#contract/settings'
import { DEFAULT_DECAY } from '#engine/decay/default-rules'
import type { EngineOptions } from '#engine/engine-options'
import { randomFrom } from '#engine/fractal/random'
import type { MemoryStore } from '#engine/ports'
import type { SealedStorage } from '#engine/secrets/sealed-storage'
import { readChosen } from '#engine/settings/chosen-settings'
import { type EngineInProcess, openEngineInProcess, storeInProcess } from '../store/engine-in-process.ts'
import { ACTS, type ActWorld, AUTHOR, BESIDE, decayOf, gateOf, NAMESPACE } from './history-acts.ts'

const KINDS: readonly ArtefactKind[] = [
  'gate-skip',
  'pair-label',
  'saved-query',
  'golden-set',
  'golden-entry',
  'import',
  'import-places',
]
const NEVER = new AbortController().signal
const MANY = 1000

/** All that a person can see of a namespace, as text; in the order of places, so that equal is equal. */
type Picture = string

/** A change with what was to be seen before and after it; unknown between two changes of one call. */
interface Step {
  readonly seq: number
  readonly before: Picture | null
  readonly after: Picture | null
}

type Store = MemoryStore & SealedStorage

/**
 * A history of random acts through the engine's own doors. The oracle knows no rule: it takes a picture before and after
 * each act, and undoing or redoing the change must give that picture again, whatever the change was.
 */
export class HistoryRun implements ActWorld {
  readonly #file: string | null
  readonly #random: () => number
  readonly #steps: Step[] = []
  /** States of each memory that were ever to be seen: none may be lost (MEM-9). */
  readonly #seen = new Map<string, Set<string>>()
  /** What was to be seen after a change, by its number; 0 is the beginning. Unknown between two changes of one call. */
  readonly #points = new Map<number, Picture>()
  readonly #time = { now: 1000 }
  #store: Store
  #test: EngineInProcess | undefined
  /** What was to be seen after the last act. */
  #last: Picture | null = null
  #chosen: ReadonlyMap<string, SettingValue> = new Map()

  private constructor(seed: number, file: string | null) {
    this.#random = randomFrom(seed)
    this.#file = file
    this.#store = storeInProcess(file ?? ':memory:')
  }

  /** @param file where a restart closes and opens it; without one the database stays and all else is made anew */
  static async open(seed: number, file: string | null): Promise<HistoryRun> {
    const run = new HistoryRun(seed, file)
    await run.#start()
    await run.test.engine.namespaces.create(NAMESPACE)
    run.#points.set(0, await run.picture())
    return run
  }

  get test(): EngineInProcess {
    if (this.#test === undefined) throw new Error('it was not started')
    return this.#test
  }

  async #start(): Promise<void> {
    await this.#readSettings()
    const store: Store = this.#file === null ? { ...this.#store, close: async () => {} } : this.#store
    const options = { store, dimension: 16, time: this.#time, engine: this.#options() }
    this.#test = await openEngineInProcess(options)
    await this.test.engine.decay.use(this.test.engine.decay.rules)
  }

  /** As the app does: what is chosen holds at once. */
  #options(): EngineOptions {
    const gate = () => gateOf(this.#chosen)
    const decay = () => decayOf(this.#chosen, DEFAULT_DECAY)
    const onSettings = async () => {
      await this.#readSettings()
      await this.test.engine.decay.use(decay())
    }
    return {
      get gate() {
        return gate()
      },
      decay: decay(),
      onSettings,
    }
  }

  async #readSettings(): Promise<void> {
    this.#chosen = await readChosen(this.#store)
  }

  readonly pick = <T>(list: readonly T[]): T => list[Math.floor(this.#random() * list.length)] as T

  readonly chance = (share: number): boolean => this.#random() < share

  /** Does a random act; one that is refused must leave everything as it was. */
  async act(): Promise<void> {
    this.test.time.now += 1
    const [before, from] = [this.#last ?? (await this.picture()), await this.test.store.seq()]
    const [name, act] = this.pick(ACTS)
    let refused = false
    try {
      await act(this)
    } catch (error) {
      if (!isAppError(error)) throw error
      refused = true
    }
    const after = await this.picture()
    this.#last = after
    const made = await this.#changesAfter(from)
    if (refused) expect([after, made], `${name} was refused`).toEqual([before, []])
    const last = made.at(-1)
    if (last !== undefined) this.#points.set(last, after)
    made.forEach((seq, i) => {
      this.#steps.push({
        seq,
        before: i === 0 ? before : null,
        after: i === made.length - 1 ? after : null,
      })
    })
  }

  /** What the dry run said is what happens, however much was undone, redone and restarted in between. */
  async goTo(): Promise<void> {
    const seq = this.pick([...this.#points.keys()])
    const { rewind } = this.test.engine
    const plan = await rewind.plan({ seq, whole: true }, NEVER)
    expect(plan.obstacle, `going to ${seq}`).toBeNull()
    for await (const item of rewind.to({ seq, whole: true }, AUTHOR, NEVER)) {
      if (item.type === 'result')
        expect(item).toMatchObject({ stopped: null, done: plan.undone + plan.redone })
    }
    expect(await this.picture(), `going to ${seq}`).toBe(this.#points.get(seq))
  }

  /** As if the program had ended and been started again. */
  async restart(): Promise<void> {
    const before = await this.picture()
    await this.test.engine.close()
    if (this.#file !== null) this.#store = storeInProcess(this.#file)
    await this.#start()
    expect(await this.picture()).toBe(before)
  }

  async close(): Promise<void> {
    await this.test.engine.close()
    if (this.#file === null) await this.#store.close()
  }

  /** Undoes everything, the latest first, and redoes it. */
  async backAndForth(): Promise<void> {
    const undone: (Step & { undo: number })[] = []
    for (const step of [...this.#steps].reverse()) {
      const { seq } = await this.test.engine.journal.undo(step.seq, AUTHOR)
      undone.push({ ...step, undo: seq })
      if (step.before !== null) expect(await this.picture(), `undo of ${step.seq}`).toBe(step.before)
    }
    await this.restart()
    for (const step of undone.reverse()) {
      await this.test.engine.journal.undo(step.undo, AUTHOR)
      if (step.after !== null) expect(await this.picture(), `redo of ${step.seq}`).toBe(step.after)
    }
    await this.#nothingIsLost()
  }

  get changes(): number {
    return this.#steps.length
  }

  /** Which namespaces there are, their living memories with their links, and what is kept beside them. */
  async picture(): Promise<Picture> {
    const { store } = this.test
    const settings = [...(await readChosen(store))]
    const there = (await store.namespaces()).map(({ name }) => name)
    const parts = await Promise.all(
      [NAMESPACE, ...BESIDE].map(async (name) => {
        return [name, there.includes(name) ? await this.#pictureOf(name) : null]
      }),
    )
    return JSON.stringify([parts, settings.sort(byText)], null, 1)
  }

  async #pictureOf(namespace: string): Promise<unknown> {
    const { store } = this.test
    const { rows } = await store.page({
      namespace,
      sort: { by: 'created', direction: 'asc' },
      bin: false,
      offset: 0,
      limit: MANY,
    })
    const memories = await Promise.all(rows.map(({ coordinate }) => this.#memory(namespace, coordinate)))
    const artefacts = await Promise.all(KINDS.map((kind) => store.artefacts(namespace, { kind })))
    const beside = artefacts.flat().map(({ kind, id, state }) => [kind, id, state])
    const words = await store.keywords({ namespace, terms: ['red', 'leaf'], limit: MANY })
    return [memories.sort(byText), beside.sort(byText), words.keys.length]
  }

  async #memory(namespace: string, coordinate: readonly number[]): Promise<unknown> {
    const { store } = this.test
    const memory = await store.get(namespace, coordinate)
    if (memory === null) throw new Error(`(${coordinate}) is in the list and not there`)
    const { payload, type, importance, timestamp, pinned } = memory
    const state = { payload, type, importance, pinned }
    if (namespace === NAMESPACE) {
      const seen = this.#seen.get(coordinate.join()) ?? new Set()
      this.#seen.set(coordinate.join(), seen.add(JSON.stringify(state)))
    }
    const links = (await store.links(namespace, coordinate, MANY))?.links ?? []
    const out = links
      .filter(({ direction }) => direction === 'out')
      .map(({ type: kind, weight, note, createdAt, memory: to }) => [
        kind,
        to.coordinate,
        weight,
        note,
        createdAt,
      ])
    return { coordinate, ...state, timestamp, links: out.sort(byText) }
  }

  async #nothingIsLost(): Promise<void> {
    for (const [place, states] of this.#seen) {
      const coordinate = place.split(',').map(Number)
      const versions = await this.test.store.versions(NAMESPACE, coordinate, MANY)
      const kept = new Set(
        versions.map(({ payload, type, importance, pinned }) =>
          JSON.stringify({ payload, type, importance, pinned }),
        ),
      )
      for (const state of states) expect(kept, `versions of (${place})`).toContain(state)
    }
  }

  async #changesAfter(seq: number): Promise<number[]> {
    const changes = await this.test.engine.journal.list({ limit: 500 })
    return changes
      .map((change) => change.seq)
      .filter((one) => one > seq)
      .reverse()
  }
}

const byText = (a: unknown, b: unknown): number => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)
