import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import type { DuplicateReport } from '#contract/duplicates'
import { isAppError } from '#contract/errors'
import { createHashingEmbedder } from '#embedders/hashing/hashing-embedder'
import { cosine } from '#engine/gate/nearest'
import { never, openTestEngine, type TestEngine } from '../recall/engine.ts'

const A = 'agents'
const DIMENSION = 6

let test: TestEngine
afterEach(() => test.engine.close())

const open = async (): Promise<void> => {
  test = await openTestEngine(createHashingEmbedder(DIMENSION))
  await test.engine.namespaces.create(A)
}
const storeVector = (x: number, vector: readonly number[]) =>
  test.engine.memories.store(
    {
      namespace: A,
      coordinate: [x],
      payload: `{"text":"memory ${x}"}`,
      vector: [...vector],
      type: 'semantic',
      importance: 0,
      ifTaken: 'update',
    },
    'ann',
  )
const find = async (
  query: { similarity?: number; sample?: number; limit?: number; exact?: boolean } = {},
  signal = never(),
): Promise<DuplicateReport> => {
  const asked = { namespace: A, similarity: 0.95, sample: 1000, limit: 1000, exact: false, ...query }
  for await (const item of test.engine.duplicates.search.find(asked, signal)) {
    if (item.type === 'result') return item.report
  }
  throw new Error('it ended without a result')
}
const placesOf = ({ clusters }: DuplicateReport) =>
  clusters.map(({ members }) => members.map(({ coordinate }) => coordinate[0] as number))
const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: unknown) => (isAppError(error) ? error.code : String(error)),
  )
const label = (members: readonly number[], verdict: 'same' | 'different' | 'skip') =>
  test.engine.duplicates.labels.put(A, { members: members.map((x) => [x]), verdict }, 'ann')

const unit = (vector: readonly number[]): Float32Array => {
  const norm = Math.hypot(...vector)
  return Float32Array.from(vector, (x) => x / norm)
}

/** Every pair, and groups by walking from each memory as far as pairs lead. */
const naive = (
  vectors: readonly Float32Array[],
  similarity: number,
  apart: ReadonlySet<string>,
): number[][] => {
  const isPair = (a: number, b: number): boolean =>
    a !== b &&
    !apart.has(`${Math.min(a, b)} ${Math.max(a, b)}`) &&
    cosine(vectors[a] as Float32Array, vectors[b] as Float32Array) >= similarity
  const left = new Set(vectors.keys())
  const groups: number[][] = []
  for (const start of vectors.keys()) {
    if (!left.delete(start)) continue
    const group = [start]
    for (const a of group) for (const b of [...left]) if (isPair(a, b) && left.delete(b)) group.push(b)
    if (group.length > 1) groups.push(group.sort((a, b) => a - b))
  }
  return groups.sort((a, b) => (a[0] as number) - (b[0] as number))
}

/** Of few directions and small steps beside them, so that likeness of all degrees occurs. */
const vector = fc
  .tuple(
    fc.nat({ max: 3 }),
    fc.array(fc.integer({ min: -3, max: 3 }), { minLength: DIMENSION, maxLength: DIMENSION }),
  )
  .map(([axis, noise]) => noise.map((step, i) => step / 10 + (i === axis ? 1 : 0)))

describe('duplicates', () => {
  it('DUP-1 finds the groups that comparing all pairs finds, on random vectors', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(vector, { maxLength: 30 }),
        fc.constantFrom(0.8, 0.9, 0.95, 0.99),
        fc.array(fc.tuple(fc.nat({ max: 29 }), fc.nat({ max: 29 })), { maxLength: 4 }),
        async (vectors, similarity, judged) => {
          await open()
          for (const [x, one] of vectors.entries()) await storeVector(x, one)
          const apart = new Set<string>()
          for (const [a, b] of judged) {
            if (a === b || a >= vectors.length || b >= vectors.length) continue
            apart.add(`${Math.min(a, b)} ${Math.max(a, b)}`)
            await label([a, b], 'different')
          }
          const units = vectors.map(unit)
          const close = units.some((a, i) =>
            units.some((b, j) => i < j && Math.abs(cosine(a, b) - similarity) < 1e-5),
          )
          fc.pre(!close)
          const report = await find({ similarity })
          const groups = placesOf(report).sort((a, b) => (a[0] as number) - (b[0] as number))
          expect(groups).toEqual(naive(units, similarity, apart))
          expect(await find({ similarity, exact: true })).toEqual(report)
          expect(report.total).toBe(groups.length)
          expect(report.inClusters).toBe(groups.flat().length)
          for (const { least, most } of report.clusters) {
            expect(least >= similarity - 1e-5 && least <= most && most <= 1).toBe(true)
          }
          await test.engine.close()
        },
      ),
      { numRuns: 40 },
    )
    await open()
  })

  it('DUP-1 lists the most alike first, counts those that it does not list, and leaves out the bin', async () => {
    await open()
    for (const x of [1, 2, 3]) await storeVector(x, [1, x / 20, 0, 0, 0, 0])
    for (const x of [4, 5]) await storeVector(x, [0, 0, 1, 0, 0, 0])
    await storeVector(6, [0, 0, 0, 1, 0, 0])
    const report = await find()
    expect(placesOf(report)).toEqual([
      [4, 5],
      [1, 2, 3],
    ])
    expect(report).toMatchObject({ memories: 6, looked: 6, total: 2, inClusters: 5 })
    expect(report.clusters[0]).toMatchObject({ size: 2, least: 1, most: 1 })
    expect(await find({ limit: 1 })).toMatchObject({ total: 2, clusters: [{ size: 2 }] })
    await test.engine.memories.remove({ namespace: A, coordinates: [[4]] }, undefined, 'ann')
    expect(placesOf(await find())).toEqual([[1, 2, 3]])
  })

  it('DUP-1 holds together a group of more than it asks for of one memory', async () => {
    await open()
    for (let x = 0; x < 700; x++) await storeVector(x, [1, 0, 0, 0, 0, 0])
    const report = await find({ sample: 700 })
    expect(report).toMatchObject({ total: 1, inClusters: 700, clusters: [{ size: 700 }] })
    expect(report.clusters[0]?.members.length).toBe(50)
  })

  it('DUP-1 says how far it is, and ends where it is cancelled', async () => {
    await open()
    for (let x = 0; x < 200; x++) await storeVector(x, [1, x, 0, 0, 0, 0])
    const stop = new AbortController()
    const seen: number[] = []
    const asked = { namespace: A, similarity: 0.9, sample: 1000, limit: 10, exact: false }
    const walk = async () => {
      for await (const item of test.engine.duplicates.search.find(asked, stop.signal)) {
        if (item.type === 'progress') seen.push(item.done)
        if (seen.length === 2) stop.abort()
      }
    }
    await expect(walk()).rejects.toThrow()
    expect(seen).toEqual([0, 96])
    expect(await find({ sample: 50 })).toMatchObject({ memories: 200, looked: 50 })
  })
})

describe('judgements', () => {
  it('MEM-10 DUP-1 keep pairs apart that say different things, can be made anew, taken back and undone', async () => {
    await open()
    for (const x of [1, 2, 3]) await storeVector(x, [1, 0, 0, 0, 0, 0])
    const { seq } = await label([3, 1, 2], 'different')
    expect(placesOf(await find())).toEqual([])
    const { labels, total } = await test.engine.duplicates.labels.list(A)
    expect([total, labels[0]]).toMatchObject([
      1,
      { members: [[1], [2], [3]], verdict: 'different', similarity: null },
    ])
    await test.engine.journal.undo(seq, 'ann')
    expect(placesOf(await find())).toEqual([[1, 2, 3]])
    await label([1, 2], 'different')
    // Both are like the third.
    expect(placesOf(await find())).toEqual([[1, 2, 3]])
    await label([2, 1], 'same')
    const again = (await test.engine.duplicates.labels.list(A)).labels
    expect(again).toMatchObject([{ verdict: 'same', similarity: 1, members: [[1], [2]] }])
    await test.engine.duplicates.labels.remove(A, again[0]?.id ?? '', 'ann')
    expect(await test.engine.duplicates.labels.list(A)).toEqual({ total: 0, labels: [] })
    expect(await test.engine.duplicates.labels.remove(A, 'nobody', 'ann')).toMatchObject({ seq: 0 })
    expect(await codeOf(label([1, 9], 'same'))).toBe('memory/not-found')
  })

  it('GATE-5 suggest a threshold from the likeness that pairs had', async () => {
    await open()
    await storeVector(1, [1, 0, 0, 0, 0, 0])
    await storeVector(2, [1, 0.1, 0, 0, 0, 0])
    await storeVector(3, [1, 1, 0, 0, 0, 0])
    await label([1, 2], 'same')
    await label([1, 3], 'different')
    const { same, different, suggested } = await test.engine.suggestion(A)
    expect([same, different]).toEqual([1, 1])
    // Novelty of the pairs is 0.005 and 0.29.
    expect(suggested).toBeCloseTo(0.15, 2)
  })
})
