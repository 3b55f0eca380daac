import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isError } from '#contract/errors'
import { createHashingEmbedder } from '#embedders/hashing/hashing-embedder'
import { never, openTestEngine } from '../recall/engine.ts'

/** What a memory is at one moment, as far as the model cares. */
type State = {
  readonly text: string
  readonly importance: number
  readonly pinned: boolean
  readonly binned: boolean
}
interface Made {
  readonly seq: number
  /** State before the change of each memory it touched; null where it made the memory. */
  readonly before: ReadonlyMap<number, State | null>
  /** The changes that each of these states stood for. */
  readonly stoodFor: ReadonlyMap<number, readonly number[]>
  undone: boolean
  /** False for an undo, true again for the undo of an undo. */
  readonly forward: boolean
}

const PLACES = [0, 1, 2, 3]
const place = fc.constantFrom(...PLACES)
const some = fc.uniqueArray(place, { minLength: 1, maxLength: 3 })
const step = fc.oneof(
  fc.record({
    do: fc.constant('store' as const),
    at: place,
    text: fc.constantFrom('red', 'green', 'blue'),
    importance: fc.integer({ min: 0, max: 3 }),
  }),
  fc.record({ do: fc.constant('edit' as const), at: place, text: fc.constantFrom('red', 'green', 'yellow') }),
  fc.record({ do: fc.constant('pin' as const), at: some, pinned: fc.boolean() }),
  fc.record({ do: fc.constant('remove' as const), at: some }),
  fc.record({ do: fc.constant('restore' as const), at: some }),
  fc.record({ do: fc.constant('undo' as const), which: fc.nat({ max: 40 }) }),
)
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never

const payload = (text: string): string => JSON.stringify({ text })

/** A naive store: the present state of each place, and every change with what it replaced. */
class Model {
  readonly states = new Map<number, State>()
  readonly changes: Made[] = []
  /** The changes that the present state of a place stands for: the last one, and behind an undo those before both. */
  readonly #standing = new Map<number, readonly number[]>()

  apply(seq: number, after: ReadonlyMap<number, State>, undoes?: Made): void {
    const places = [...after.keys()]
    const before = new Map(places.map((at) => [at, this.states.get(at) ?? null]))
    const stoodFor = new Map(places.map((at) => [at, this.#standing.get(at) ?? []]))
    for (const [at, state] of after) {
      this.states.set(at, state)
      this.#standing.set(at, [seq, ...(undoes?.stoodFor.get(at) ?? [])])
    }
    this.changes.push({
      seq,
      before,
      stoodFor,
      undone: false,
      forward: undoes === undefined || !undoes.forward,
    })
  }

  isUndoable({ seq, before, undone }: Made): boolean {
    return !undone && [...before.keys()].every((at) => this.#standing.get(at)?.includes(seq))
  }

  /** What undoing a change leaves. A memory that it made goes to the bin. */
  inverse({ before }: Made): Map<number, State> {
    return new Map(
      [...before].map(([at, state]) => [at, state ?? { ...(this.states.get(at) as State), binned: true }]),
    )
  }
}

const world = async () => {
  const test = await openTestEngine(createHashingEmbedder(16))
  const { memories, journal, namespaces } = test.engine
  await namespaces.create('a')
  const model = new Model()
  const places = (at: readonly number[]) => ({ namespace: 'a', coordinates: at.map((x) => [x]) })
  const living = (at: number): boolean => model.states.get(at)?.binned === false
  const changed = (at: readonly number[], change: (state: State) => State) =>
    new Map(at.map((x) => [x, change(model.states.get(x) as State)]))

  const undo = async (made: Made): Promise<void> => {
    const allowed = model.isUndoable(made)
    const before = await test.store.seq()
    try {
      const { seq } = await journal.undo(made.seq, 'test')
      expect(allowed).toBe(true)
      const after = model.inverse(made)
      made.undone = true
      model.apply(seq, after, made)
    } catch (error) {
      if (!isError(error, 'change/not-undoable')) throw error
      expect(allowed).toBe(false)
      expect(await test.store.seq()).toBe(before)
    }
  }

  const run = async (one: Step): Promise<void> => {
    if (one.do === 'undo') {
      const made = model.changes[one.which % Math.max(1, model.changes.length)]
      if (made) await undo(made)
    } else if (one.do === 'store') {
      const { at, text, importance } = one
      const pinned = model.states.get(at)?.pinned ?? false
      const fixed = { namespace: 'a', type: 'semantic', timestamp: 1, ifTaken: 'update' } as const
      const input = { ...fixed, coordinate: [at], importance, payload: payload(text) }
      const { seq } = await memories.store(input, 'test')
      model.apply(seq, new Map([[at, { text, importance, pinned, binned: false }]]))
    } else if (one.do === 'edit') {
      if (!living(one.at)) return
      const { seq, count } = await memories.update(
        { namespace: 'a', coordinate: [one.at] },
        { payload: payload(one.text) },
        'test',
      )
      if (count > 0)
        model.apply(
          seq,
          changed([one.at], (state) => ({ ...state, text: one.text })),
        )
    } else if (one.do === 'pin') {
      const { pinned } = one
      const touched = one.at.filter((at) => living(at) && model.states.get(at)?.pinned !== pinned)
      const { seq, count } = await memories.updateMany(places(one.at), { pinned }, undefined, 'test')
      expect(count).toBe(touched.length)
      if (count > 0)
        model.apply(
          seq,
          changed(touched, (state) => ({ ...state, pinned })),
        )
    } else {
      const binned = one.do === 'remove'
      const touched = one.at.filter((at) => model.states.has(at) && living(at) === binned)
      const act = binned ? memories.remove.bind(memories) : memories.restore.bind(memories)
      const { seq, count } = await act(places(one.at), undefined, 'test')
      expect(count).toBe(touched.length)
      if (count > 0)
        model.apply(
          seq,
          changed(touched, (state) => ({ ...state, binned })),
        )
    }
  }

  const agrees = async (): Promise<void> => {
    for (const at of PLACES) {
      const found = await test.store.get('a', [at])
      const wanted = model.states.get(at)
      const state = found && {
        text: found.text,
        importance: found.importance,
        pinned: found.pinned,
        binned: found.deletedAt !== null,
      }
      expect(state ?? undefined).toEqual(wanted)
      const versions = found ? await test.store.versions('a', [at], 1000) : []
      expect(versions.map(({ version }) => version)).toEqual(versions.map((_, i) => versions.length - i))
    }
  }
  return { test, model, run, undo, agrees }
}

describe('undo', () => {
  it('MEM-9 MEM-10 agrees with a naive model over random histories, and undoing everything leaves nothing living', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
        const { test, model, run, undo, agrees } = await world()
        for (const one of steps) {
          await run(one)
          await agrees()
        }
        const rest = model.changes.filter(({ undone, forward }) => !undone && forward)
        for (const made of rest.reverse()) await undo(made)
        await agrees()
        const page = await test.engine.memories.page({
          namespace: 'a',
          sort: { by: 'updated', direction: 'desc' },
          bin: false,
          offset: 0,
          limit: 10,
        })
        expect(page.total).toBe(0)
        const { hits } = await test.engine.recall.search(
          { namespace: 'a', query: 'red green blue', k: 10 },
          never(),
        )
        expect(hits).toEqual([])
      }),
      { seed: 31, numRuns: 150 },
    )
  }, 60_000)
})
