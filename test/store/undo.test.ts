import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isError } from '#contract/errors'
import { type EngineInProcess, openEngineInProcess } from './engine-in-process.ts'
import { recount } from './store-bench.ts'
import { inForceAs, type Made, type State, UndoModel } from './undo-model.ts'

const PLACES = [0, 1, 2, 3]
const place = fc.constantFrom(...PLACES)
const places = fc.array(place, { minLength: 1, maxLength: 4 })
const text = fc.constantFrom('red', 'green', 'blue')
const fields = {
  type: fc.constantFrom('episodic' as const, 'semantic' as const),
  importance: fc.nat({ max: 2 }),
  pinned: fc.boolean(),
}
const content = { text, timestamp: fc.constantFrom(5, 6), ...fields }
const optional = { requiredKeys: [] as [] }
const undo = fc.record({ do: fc.constant('undo' as const), which: fc.nat({ max: 40 }) })
const step = fc.oneof(
  fc.record({ do: fc.constant('store' as const), at: place, ...content, keepsPin: fc.boolean() }),
  fc.record({ do: fc.constant('storeMany' as const), at: places, ...content }),
  fc.record({ do: fc.constant('update' as const), at: place, set: fc.record({ text, ...fields }, optional) }),
  fc.record({ do: fc.constant('updateMany' as const), at: places, set: fc.record(fields, optional) }),
  fc.record({ do: fc.constant('remove' as const), at: places }),
  fc.record({ do: fc.constant('restore' as const), at: places }),
  fc.record({
    do: fc.constant('restoreVersion' as const),
    at: place,
    version: fc.integer({ min: 1, max: 6 }),
  }),
  undo,
  undo,
)
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never

const payload = (words: string): string => JSON.stringify({ text: words })
const same = (a: State, b: State): boolean =>
  JSON.stringify({ ...a, deletedAt: a.deletedAt === null }) ===
  JSON.stringify({ ...b, deletedAt: b.deletedAt === null })

const inOrder = ({ text: words, type, importance, timestamp, pinned, deletedAt }: State): State => ({
  text: words,
  type,
  importance,
  timestamp,
  pinned,
  deletedAt,
})

/** Runs steps on an engine and on the model alike. */
class Run {
  readonly model = new UndoModel()
  readonly #namespace: string
  test: EngineInProcess

  constructor(test: EngineInProcess, namespace: string) {
    this.test = test
    this.#namespace = namespace
  }

  async step(one: Step): Promise<void> {
    this.test.time.now++
    if (one.do === 'undo') {
      const made = this.model.changes[one.which % Math.max(1, this.model.changes.length)]
      if (made) await this.undo(made)
    } else if (one.do === 'store') await this.#store(one)
    else if (one.do === 'storeMany') await this.#storeMany(one)
    else if (one.do === 'restoreVersion') await this.#restoreVersion(one)
    else await this.#patch(one)
  }

  async undo(made: Made): Promise<void> {
    const { engine, store, time } = this.test
    const [allowed, before] = [this.model.isUndoable(made), await store.seq()]
    try {
      const { seq, count } = await engine.journal.undo(made.seq, 'test')
      const undone = inForceAs(made) as Made
      expect([allowed, seq, count]).toEqual([true, before + 1, undone.before.size])
      this.model.apply(seq, this.model.inverse(undone, time.now), undone)
    } catch (error) {
      if (!isError(error, 'change/not-undoable')) throw error
      expect([allowed, await store.seq()]).toEqual([false, before])
    }
  }

  async agrees(): Promise<void> {
    const [found, known]: [unknown[], unknown[]] = [[], []]
    for (const at of PLACES) {
      const memory = await this.test.store.get(this.#namespace, [at])
      if (memory !== null) {
        const { text: words, type, importance, timestamp, pinned, deletedAt, version } = memory
        found.push([
          at,
          { text: words, type, importance, timestamp, pinned, deletedAt },
          version,
          memory.payload,
        ])
      }
      const state = this.model.present(at)
      if (state !== null)
        known.push([at, inOrder(state), this.model.states.get(at)?.length, payload(state.text)])
    }
    // An expectation costs more than what it looks at.
    if (JSON.stringify(found) !== JSON.stringify(known)) expect(found).toEqual(known)
  }

  /** More than what is looked at after each step. */
  async agreesInAll(): Promise<void> {
    const { store } = this.test
    await this.agrees()
    for (const [at, states] of this.model.states) {
      const versions = await store.versions(this.#namespace, [at], 1000)
      const told = versions.map((v) => [v.version, v.payload, v.importance, v.deleted])
      const kept = states.map((s, i) => [i + 1, payload(s.text), s.importance, s.deletedAt !== null])
      expect(told).toEqual(kept.reverse())
    }
    expect(await store.stats(this.#namespace)).toMatchObject(await recount(store, this.#namespace))
  }

  async #store(one: Step & { do: 'store' }): Promise<void> {
    const { do: _, at, keepsPin, text: words, pinned: wanted, ...rest } = one
    const pinned = keepsPin ? (this.model.present(at)?.pinned ?? false) : wanted
    const input = { ...this.#place(at), payload: payload(words), ifTaken: 'update' as const, ...rest }
    const { seq } = await this.test.engine.memories.store({ ...input, ...(!keepsPin && { pinned }) }, 'test')
    this.model.apply(seq, [[at, { text: words, ...rest, pinned, deletedAt: null }]])
  }

  async #storeMany(one: Step & { do: 'storeMany' }): Promise<void> {
    const { do: _, at, text: words, ...rest } = one
    const texts = at.map((_at, i) => (i % 2 === 0 ? words : 'other'))
    const inputs = at.map((x, i) => {
      return { coordinate: [x], payload: payload(texts[i] as string), ifTaken: 'update' as const, ...rest }
    })
    const change = { author: 'test', action: 'import', summary: 'many' }
    const { seq } = await this.test.engine.memories.storeMany(this.#namespace, inputs, change)
    this.model.apply(
      seq,
      at.map((x, i) => [x, { text: texts[i] as string, ...rest, deletedAt: null }]),
    )
  }

  async #restoreVersion({ at, version }: Step & { do: 'restoreVersion' }): Promise<void> {
    const earlier = this.model.states.get(at)?.[version - 1]
    const work = this.test.engine.memories.restoreVersion(this.#place(at), version, undefined, 'test')
    if (earlier === undefined) return expect(work).rejects.toMatchObject({ code: /not-found$/ })
    const { count, seq } = await work
    const after = { ...earlier, deletedAt: null }
    const changes = !same(after, this.model.present(at) as State)
    expect(count).toBe(changes ? 1 : 0)
    if (changes) this.model.apply(seq, [[at, after]])
  }

  async #patch(one: Step & { do: 'update' | 'updateMany' | 'remove' | 'restore' }): Promise<void> {
    const { memories } = this.test.engine
    const at = [...new Set([one.at].flat())]
    const set = this.#setOf(one)
    const touched = at
      .filter((x) => this.model.present(x) !== null && this.model.isLiving(x) === (one.do !== 'restore'))
      .map((x): [number, State] => [x, { ...(this.model.present(x) as State), ...set }])
      .filter(([x, after]) => !same(after, this.model.present(x) as State))
    const all = { namespace: this.#namespace, coordinates: [one.at].flat().map((x) => [x]) }
    const work = (): Promise<{ seq: number; count: number }> => {
      if (one.do === 'updateMany') return memories.updateMany(all, one.set, undefined, 'test')
      if (one.do !== 'update') return memories[one.do](all, undefined, 'test')
      const { text: words, ...rest } = one.set
      const patch = { ...rest, ...(words !== undefined && { payload: payload(words) }) }
      return memories.update(this.#place(one.at), patch, 'test')
    }
    if (one.do === 'update' && !this.model.isLiving(one.at)) {
      return expect(work()).rejects.toMatchObject({ code: 'memory/not-found' })
    }
    const { seq, count } = await work()
    expect(count).toBe(touched.length)
    if (count > 0) this.model.apply(seq, touched)
  }

  #setOf(one: Step & { do: 'update' | 'updateMany' | 'remove' | 'restore' }): Partial<State> {
    if (one.do === 'remove') return { deletedAt: this.test.time.now }
    return one.do === 'restore' ? { deletedAt: null } : one.set
  }

  #place(at: number) {
    return { namespace: this.#namespace, coordinate: [at] }
  }
}

/** Undoes what is in force, the latest first. */
const unwind = async (run: Run): Promise<void> => {
  for (const made of run.model.inForce()) {
    expect(run.model.isUndoable(made)).toBe(true)
    await run.undo(made)
  }
  await run.agreesInAll()
  expect(PLACES.some((at) => run.model.isLiving(at))).toBe(false)
}

const steps = fc.array(step, { maxLength: 40, size: 'max' })

describe('undo', () => {
  it('MEM-9 MEM-10 agrees with a model of whole states over random histories, back to nothing', async () => {
    const test = await openEngineInProcess({ dimension: 4 })
    let runs = 0
    const property = fc.asyncProperty(steps, async (list) => {
      const namespace = `n${runs++}`
      await test.engine.namespaces.create(namespace)
      const run = new Run(test, namespace)
      for (const one of list) {
        await run.step(one)
        await run.agrees()
      }
      await run.agreesInAll()
      await unwind(run)
    })
    await fc.assert(property, { seed: 9, numRuns: 300 })
    await test.engine.close()
  })

  it('MEM-10 undoes a change by its own number however often it was undone and redone', async () => {
    const { engine, store } = await openEngineInProcess({ dimension: 4 })
    await engine.namespaces.create('n')
    const place = { namespace: 'n', coordinate: [1] }
    const input = {
      ...place,
      payload: payload('red'),
      ifTaken: 'update',
      type: 'episodic',
      importance: 0,
    } as const
    const made = await engine.memories.store(input, 'test')
    for (let round = 0; round < 3; round++) {
      const undone = await engine.journal.undo(made.seq, 'test')
      expect((await store.get('n', [1]))?.deletedAt).not.toBeNull()
      await expect(engine.journal.undo(made.seq, 'test')).rejects.toMatchObject({
        data: { seq: made.seq, reason: 'it was undone already' },
      })
      const redone = await engine.journal.undo(undone.seq, 'test')
      expect(redone.summary).toMatch(/^Redid: Stored/)
      expect((await store.get('n', [1]))?.deletedAt).toBeNull()
    }
    await engine.close()
  })

  it('MEM-10 knows after a restart what can be undone', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'soma-undo-'))
    let runs = 0
    const property = fc.asyncProperty(steps, async (list) => {
      const options = { file: join(folder, `${runs++}.sqlite`), dimension: 4, time: { now: 1000 } }
      const run = new Run(await openEngineInProcess(options), 'a')
      await run.test.engine.namespaces.create('a')
      for (const [i, one] of list.entries()) {
        if (i === list.length >> 1) {
          await run.test.engine.close()
          run.test = await openEngineInProcess(options)
          await run.agreesInAll()
        }
        await run.step(one)
        await run.agrees()
      }
      await unwind(run)
      await run.test.engine.close()
    })
    await fc.assert(property, { seed: 10, numRuns: 15 })
    rmSync(folder, { recursive: true })
  })
})
