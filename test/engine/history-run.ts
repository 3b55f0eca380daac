import { expect } from 'vitest'
import type { ArtefactKind } from '#contract/changes'
import { isAppError } from '#contract/errors'
import { randomFrom } from '#engine/fractal/random'
import {
  type EngineInProcess,
  type EngineInProcessOptions,
  openEngineInProcess,
} from '../store/engine-in-process.ts'

const NAMESPACE = 'n'
const PLACES = [0, 1, 2, 3, 4].map((x) => [x])
const WORDS = ['red fox', 'green leaf', 'blue sea', 'red leaf']
const KINDS: readonly ArtefactKind[] = [
  'gate-skip',
  'pair-label',
  'saved-query',
  'golden-set',
  'golden-entry',
]
const AUTHOR = 'test'
/** Memories decay after some hours, and there is room for four. */
const DECAY = { isOn: true, limit: 4 }
const MANY = 1000

/** All that a person can see of a namespace, as text; in the order of places, so that equal is equal. */
type Picture = string

/** A change with what was to be seen before and after it; unknown between two changes of one call. */
interface Step {
  readonly seq: number
  readonly before: Picture | null
  readonly after: Picture | null
}

type Act = (run: HistoryRun) => Promise<unknown>

/**
 * A history of random acts through the engine's own doors. The oracle knows no rule: it takes a picture before and after
 * each act, and undoing or redoing the change must give that picture again, whatever the change was.
 */
export class HistoryRun {
  test: EngineInProcess
  readonly #options: EngineInProcessOptions
  readonly #random: () => number
  readonly #steps: Step[] = []
  /** States of each memory that were ever to be seen: none may be lost (MEM-9). */
  readonly #seen = new Map<string, Set<string>>()
  acts = 0

  private constructor(test: EngineInProcess, options: EngineInProcessOptions, seed: number) {
    this.test = test
    this.#options = options
    this.#random = randomFrom(seed)
  }

  static async open(seed: number, file: string): Promise<HistoryRun> {
    const gate = { isOn: true, threshold: 0.05, weights: { novelty: 1, error: 0 }, inboxLimit: 100 }
    const options = { file, dimension: 16, time: { now: 1000 }, engine: { gate, decay: DECAY } }
    const run = new HistoryRun(await openEngineInProcess(options), options, seed)
    await run.test.engine.decay.use(run.test.engine.decay.rules)
    await run.test.engine.namespaces.create(NAMESPACE)
    return run
  }

  pick<T>(list: readonly T[]): T {
    return list[Math.floor(this.#random() * list.length)] as T
  }

  chance(share: number): boolean {
    return this.#random() < share
  }

  /** Does a random act; one that is refused must leave everything as it was. */
  async act(): Promise<void> {
    this.test.time.now += 1
    const [before, from] = [await this.picture(), await this.#lastSeq()]
    const [name, act] = this.pick(ACTS)
    let refused = false
    try {
      await act(this)
    } catch (error) {
      if (!isAppError(error)) throw error
      refused = true
    }
    const after = await this.picture()
    const made = await this.#changesAfter(from)
    if (refused) expect([after, made], `${name} was refused`).toEqual([before, []])
    made.forEach((seq, i) => {
      this.#steps.push({
        seq,
        before: i === 0 ? before : null,
        after: i === made.length - 1 ? after : null,
      })
    })
    this.acts += 1
  }

  /** As if the program had ended and been started again. */
  async restart(): Promise<void> {
    const before = await this.picture()
    await this.test.engine.close()
    this.test = await openEngineInProcess(this.#options)
    await this.test.engine.decay.use(this.test.engine.decay.rules)
    expect(await this.picture()).toBe(before)
  }

  /** Undoes everything, the latest first, and redoes it. */
  async backAndForth(restarts: boolean): Promise<void> {
    const undone: (Step & { undo: number })[] = []
    for (const step of [...this.#steps].reverse()) {
      const { seq } = await this.test.engine.journal.undo(step.seq, AUTHOR)
      undone.push({ ...step, undo: seq })
      if (step.before !== null) expect(await this.picture(), `undo of ${step.seq}`).toBe(step.before)
    }
    if (restarts) await this.restart()
    for (const step of undone.reverse()) {
      await this.test.engine.journal.undo(step.undo, AUTHOR)
      if (step.after !== null) expect(await this.picture(), `redo of ${step.seq}`).toBe(step.after)
    }
    await this.#nothingIsLost()
  }

  get changes(): number {
    return this.#steps.length
  }

  /** Living memories, their links, and what is kept beside them. */
  async picture(): Promise<Picture> {
    const { store } = this.test
    const { rows } = await store.page({
      namespace: NAMESPACE,
      sort: { by: 'created', direction: 'asc' },
      bin: false,
      offset: 0,
      limit: MANY,
    })
    const memories = await Promise.all(rows.map(({ coordinate }) => this.#memory(coordinate)))
    const artefacts = await Promise.all(KINDS.map((kind) => store.artefacts(NAMESPACE, { kind })))
    const beside = artefacts.flat().map(({ kind, id, state }) => [kind, id, state])
    return JSON.stringify([memories.sort(byText), beside.sort(byText)], null, 1)
  }

  async #memory(coordinate: readonly number[]): Promise<unknown> {
    const { store } = this.test
    const memory = await store.get(NAMESPACE, coordinate)
    if (memory === null) throw new Error(`(${coordinate}) is in the list and not there`)
    const { payload, type, importance, timestamp, pinned } = memory
    const state = { payload, type, importance, pinned }
    const seen = this.#seen.get(coordinate.join()) ?? new Set()
    this.#seen.set(coordinate.join(), seen.add(JSON.stringify(state)))
    const links = (await store.links(NAMESPACE, coordinate, MANY))?.links ?? []
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

  async #lastSeq(): Promise<number> {
    return this.test.store.seq()
  }

  async #changesAfter(seq: number): Promise<number[]> {
    const changes = await this.test.engine.journal.list({ limit: 500 })
    return changes
      .map((change) => change.seq)
      .filter((one) => one > seq)
      .reverse()
  }

  /** Undoes the latest change that can be, as somebody may between two acts. */
  async undoSomething(): Promise<unknown> {
    const changes = await this.test.engine.journal.list({ limit: 20 })
    const open = changes.filter(({ undoneBy }) => undoneBy === null)
    return open.length > 0 && this.test.engine.journal.undo(this.pick(open.slice(0, 3)).seq, AUTHOR)
  }

  sweepLater(): Promise<unknown> {
    this.test.time.now += this.pick([3600, 6 * 3600])
    return this.test.engine.decay.sweep({ author: 'soma' })
  }

  write() {
    return {
      payload: JSON.stringify({
        text: `${this.pick(WORDS)}${this.chance(0.5) ? ` ${this.pick(WORDS)}` : ''}`,
      }),
      type: this.pick(['episodic', 'semantic'] as const),
      importance: this.pick([0, 1, 2]),
      timestamp: this.pick([5, 6]),
      ...(this.chance(0.2) && { pinned: this.chance(0.5) }),
      ...(this.chance(0.3) && { force: true }),
    }
  }

  async entry(): Promise<{ namespace: string; entry: string }> {
    const [first] = await this.test.store.artefacts(NAMESPACE, { kind: 'gate-skip' })
    return { namespace: NAMESPACE, entry: first?.id ?? 'none' }
  }
}

const byText = (a: unknown, b: unknown): number => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)

const at = (coordinates: readonly number[][]) => ({ namespace: NAMESPACE, coordinates })

const ACTS: readonly (readonly [string, Act])[] = [
  [
    'store',
    (run) =>
      run.test.engine.memories.store(
        { namespace: NAMESPACE, coordinate: run.pick(PLACES), ifTaken: 'update', ...run.write() },
        AUTHOR,
      ),
  ],
  [
    'store',
    (run) =>
      run.test.engine.memories.store(
        { namespace: NAMESPACE, coordinate: run.pick(PLACES), ifTaken: 'update', ...run.write() },
        AUTHOR,
      ),
  ],
  [
    'supersede',
    (run) =>
      run.test.engine.memories.store(
        {
          namespace: NAMESPACE,
          coordinate: run.pick(PLACES),
          ifTaken: 'update',
          ...run.write(),
          supersedes: run.pick(PLACES),
        },
        AUTHOR,
      ),
  ],
  [
    'store many',
    (run) =>
      run.test.engine.memories.storeMany(
        NAMESPACE,
        [0, 1, 2].map(() => ({ coordinate: run.pick(PLACES), ifTaken: 'update' as const, ...run.write() })),
        { author: AUTHOR, action: 'import', summary: 'many' },
      ),
  ],
  ['remember', (run) => run.test.engine.memories.remember({ namespace: NAMESPACE, ...run.write() }, AUTHOR)],
  [
    'set',
    (run) =>
      run.test.engine.memories.updateMany(
        at([run.pick(PLACES), run.pick(PLACES)]),
        { importance: run.pick([0, 1, 3]), ...(run.chance(0.3) && { pinned: run.chance(0.5) }) },
        undefined,
        AUTHOR,
      ),
  ],
  [
    'remove',
    (run) => run.test.engine.memories.remove(at([run.pick(PLACES), run.pick(PLACES)]), undefined, AUTHOR),
  ],
  ['restore', (run) => run.test.engine.memories.restore(at([run.pick(PLACES)]), undefined, AUTHOR)],
  [
    'restore a version',
    (run) =>
      run.test.engine.memories.restoreVersion(
        { namespace: NAMESPACE, coordinate: run.pick(PLACES) },
        run.pick([1, 2, 3]),
        undefined,
        AUTHOR,
      ),
  ],
  [
    'link',
    (run) =>
      run.test.engine.links.put(
        {
          namespace: NAMESPACE,
          from: run.pick(PLACES),
          to: run.pick(PLACES),
          type: run.pick(['a', 'b']),
          weight: run.pick([1, 2]),
          note: run.pick([null, 'n']),
        },
        AUTHOR,
      ),
  ],
  [
    'link many',
    (run) =>
      run.test.engine.links.putMany(
        NAMESPACE,
        [0, 1].map(() => ({
          from: run.pick(PLACES),
          to: run.pick(PLACES),
          type: 'a',
          weight: run.pick([1, 2]),
          note: null,
        })),
        AUTHOR,
      ),
  ],
  [
    'unlink',
    (run) =>
      run.test.engine.links.remove(
        { namespace: NAMESPACE, from: run.pick(PLACES), to: run.pick(PLACES), type: 'a' },
        AUTHOR,
      ),
  ],
  [
    'merge',
    (run) =>
      run.test.engine.duplicates.merging.merge(
        { namespace: NAMESPACE, into: run.pick(PLACES), others: [run.pick(PLACES)] },
        AUTHOR,
      ),
  ],
  ['store anyway', async (run) => run.test.engine.inbox.storeAnyway(await run.entry(), AUTHOR)],
  ['merge a stopped write', async (run) => run.test.engine.inbox.mergeInto(await run.entry(), AUTHOR)],
  ['confirm', async (run) => run.test.engine.inbox.confirm(await run.entry(), AUTHOR)],
  [
    'save a query',
    (run) =>
      run.test.engine.savedQueries.save(
        NAMESPACE,
        { name: run.pick(['one', 'two']), query: run.pick(WORDS), k: 10 },
        'replace',
        AUTHOR,
      ),
  ],
  ['sweep', (run) => run.sweepLater()],
  ['undo', (run) => run.undoSomething()],
]
