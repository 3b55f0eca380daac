import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { StoreInput } from '#contract/memories'
import { createHashingEmbedder } from '#embedders/hashing/hashing-embedder'
import { cosine } from '#engine/gate/nearest'
import { A, DIMENSION, type GateBench, input, openGate } from './gate-bench.ts'

const THRESHOLD = 0.3137
const WEIGHTS = { novelty: 0.9, error: 0.45 }

const place = fc.nat({ max: 9 })
/** Few words, so that texts come near each other at all distances. */
const words = fc.array(fc.constantFrom('red', 'green', 'blue', 'old', 'new', 'tide'), {
  minLength: 1,
  maxLength: 4,
})
const write = fc.record(
  {
    at: place,
    words,
    reward: fc.constantFrom(-2, -0.4, -0.2, 0, 1),
    pinned: fc.boolean(),
    force: fc.boolean(),
  },
  { requiredKeys: ['at', 'words'] },
)
type Write = typeof write extends fc.Arbitrary<infer W> ? W : never
const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('store' as const), write }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('many' as const), writes: fc.array(write, { maxLength: 6 }) }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('remove' as const), at: place }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('settle' as const),
      how: fc.constantFrom('storeAnyway', 'mergeInto', 'confirm'),
    }),
  },
)
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never

const inputOf = ({ at, words: said, reward, pinned, force }: Write): StoreInput => ({
  ...input(at, said.join(' ')),
  payload: JSON.stringify({ text: said.join(' ') }),
  reward,
  // As a write of before may have pinned what lies in the bin.
  pinned: pinned ?? false,
  force,
})

/** Compares with every memory, by the rules as they are written. */
class NaiveGate {
  readonly living = new Map<number, { text: string; vector: Float32Array }>()
  readonly #embedder = createHashingEmbedder(DIMENSION)
  inbox = 0

  async write(one: StoreInput): Promise<'stored' | 'stopped' | 'too close to tell'> {
    const { text } = JSON.parse(one.payload) as { text: string }
    const vector = await this.#embedder.embed([text])
    const [x] = one.coordinate as [number]
    const isExempt = this.living.has(x) || one.pinned === true || one.force === true
    const similarities = [...this.living.values()].map((other) => cosine(vector, other.vector))
    const novelty = Math.min(1, Math.max(0, 1 - Math.max(-1, ...similarities)))
    const wrong = Math.min(1, Math.max(0, -(one.reward ?? 0)))
    const score = WEIGHTS.novelty * (similarities.length === 0 ? 1 : novelty) + WEIGHTS.error * wrong
    if (!isExempt && Math.abs(score - THRESHOLD) < 1e-6) return 'too close to tell'
    if (!isExempt && score < THRESHOLD) {
      this.inbox++
      return 'stopped'
    }
    this.living.set(x, { text, vector })
    return 'stored'
  }
}

const check = async (test: GateBench, steps: readonly Step[]): Promise<void> => {
  const model = new NaiveGate()
  const { memories, inbox } = test.engine
  for (const one of steps) {
    if (one.do === 'store') {
      const said = await model.write(inputOf(one.write))
      if (said === 'too close to tell') return
      const { stored } = await memories.store(inputOf(one.write), 'ann')
      expect(stored).toBe(said === 'stored')
    } else if (one.do === 'many') {
      const said: string[] = []
      for (const each of one.writes) said.push(await model.write(inputOf(each)))
      if (said.includes('too close to tell')) return
      const inputs = one.writes.map((each) => inputOf(each))
      const change = { author: 'ann', action: 'store', summary: 'many' }
      const { items } = await memories.storeMany(A, inputs, change)
      expect(items.map(({ is }) => (is === 'skipped' ? 'stopped' : is))).toEqual(said)
    } else if (one.do === 'remove') {
      await memories.remove({ namespace: A, coordinates: [[one.at]] }, undefined, 'ann')
      model.living.delete(one.at)
    } else await settle(test, model, one.how)
  }
  const { rows } = await memories.page({
    namespace: A,
    sort: { by: 'coordinate', direction: 'asc' },
    bin: false,
    offset: 0,
    limit: 100,
  })
  expect(rows.map(({ coordinate, title }) => [coordinate[0], title])).toEqual(
    [...model.living].map(([x, { text }]) => [x, text]).sort(([a], [b]) => Number(a) - Number(b)),
  )
  expect((await inbox.list(A, { offset: 0, limit: 1 })).total).toBe(model.inbox)
}

/** Does something about the newest entry, where it can be done, and undoes it. */
const settle = async (
  { engine }: GateBench,
  model: NaiveGate,
  how: 'storeAnyway' | 'mergeInto' | 'confirm',
): Promise<void> => {
  const [entry] = (await engine.inbox.list(A, { offset: 0, limit: 1 })).entries
  if (entry === undefined) return
  const nearest = entry.nearest !== null && entry.nearest.deletedAt === null
  const can = {
    storeAnyway: !model.living.has(entry.coordinate[0] as number),
    mergeInto: nearest,
    confirm: true,
  }
  const done = engine.inbox[how]({ namespace: A, entry: entry.id }, 'bob')
  if (!can[how]) {
    await expect(done).rejects.toThrow()
    return
  }
  const { seq } = await done
  await engine.journal.undo(seq, 'bob')
}

describe('the gate over random writes', () => {
  it('GATE-1 GATE-4 MEM-11 says of each write what comparing with every memory says', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 25 }), async (steps) => {
        const test = await openGate({ threshold: THRESHOLD, weights: WEIGHTS })
        try {
          await check(test, steps)
        } finally {
          await test.engine.close()
        }
      }),
      { numRuns: 80 },
    )
  })
})
