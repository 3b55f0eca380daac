import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { DoctorReach, DoctorReport } from '#contract/doctor'
import { memoryId } from '#engine/memory/coordinate'
import { type DoubleServer, startDouble } from './double-server.ts'
import { openSecondWorld, qdrantAt, type SecondWorld } from './second-world.ts'

const A = 'notes'
const N = 40
const NEVER = new AbortController().signal
const FILES = { diagnose: async () => null, forgetSaved: async () => {} }

let qdrant: DoubleServer
let world: SecondWorld
let sound: string
let whole: unknown

/** What is there of a memory, to be put back with something other. */
const pointOf = (x: number) => {
  const point = qdrant.double.points(A).find(({ id }) => id === memoryId(A, [x]))
  return {
    id: memoryId(A, [x]),
    vector: [...(point?.vector ?? [])],
    payload: structuredClone(point?.payload ?? {}) as Record<string, unknown> & { soma: object },
  }
}
/** All points of the collection, whatever the order they were written in. */
const all = () =>
  qdrant.double
    .points(A)
    .map(({ id, payload, vector }) => ({ id: String(id), payload, vector: vector.map((x) => x.toFixed(5)) }))
    .sort((a, b) => (a.id < b.id ? -1 : 1))
const put = (...points: object[]): void =>
  void qdrant.double.handle('PUT', `/collections/${A}/points?wait=true`, { points })
const drop = (...ids: string[]): void =>
  void qdrant.double.handle('POST', `/collections/${A}/points/delete?wait=true`, { points: ids })

const told = ({ differences }: DoctorReport) =>
  differences.map(({ part, coordinate, what, canRepair }) => [part, coordinate?.[0] ?? null, what, canRepair])
const counted = ({ checked }: DoctorReport) =>
  Object.fromEntries(checked.map(({ part, compared, differences }) => [part, [compared, differences]]))
const check = (reach: DoctorReach = 'all') => world.engine.doctor.check(FILES, NEVER, reach)
const repair = (reach: DoctorReach = 'all') => world.engine.doctor.repair(FILES, NEVER, { reach })

beforeAll(async () => {
  qdrant = await startDouble()
  world = await openSecondWorld(qdrantAt(qdrant.url))
  await world.engine.namespaces.create(A)
  for (let x = 0; x < N; x++) {
    const payload = JSON.stringify({ text: `the ferry number ${x} leaves`, n: x })
    const draft = { namespace: A, coordinate: [x], payload, type: 'episodic', importance: 0 } as const
    await world.engine.memories.store({ ...draft, ifTaken: 'update' } as never, 'ann')
  }
  await world.tell()
  sound = qdrant.double.snapshot()
  whole = all()
})
beforeEach(() => qdrant.double.restore(sound))
afterAll(async () => {
  await world.close()
  await qdrant.close()
})

describe('STO-6 the doctor and Qdrant', () => {
  it('finds nothing where nothing is wrong, and says how many vectors it read back', async () => {
    expect(counted(await check())).toMatchObject({ elsewhere: [N, 0], 'elsewhere-vectors': [N, 0] })
    expect(counted(await check('sample'))).toMatchObject({ elsewhere: [N, 0], 'elsewhere-vectors': [3, 0] })
    expect(await repair()).toMatchObject({ total: 0 })
  })

  const numbers = (of: number): number[] => pointOf(of).vector
  const damages: [string, () => void, (string | number | boolean | null)[]][] = [
    ['a point that is lost', () => drop(memoryId(A, [3])), ['elsewhere', 3, 'Qdrant does not have it', true]],
    [
      'contents that somebody changed',
      () => put({ ...pointOf(4), payload: { ...pointOf(4).payload, text: 'somebody wrote here' } }),
      ['elsewhere', 4, 'Qdrant has it with other contents', true],
    ],
    [
      'a state that is older',
      () =>
        put({
          ...pointOf(5),
          payload: { ...pointOf(5).payload, soma: { ...pointOf(5).payload.soma, seq: 1 } },
        }),
      ['elsewhere', 5, 'Qdrant has an older state of it, of change 1; here it is of 6', true],
    ],
    [
      'a state that is not here',
      () =>
        put({
          ...pointOf(6),
          payload: { ...pointOf(6).payload, soma: { ...pointOf(6).payload.soma, seq: 900 } },
        }),
      ['elsewhere', 6, 'Qdrant has a state of change 900, which is not here; here it is of 7', true],
    ],
    [
      'a point of another program in the place of a memory',
      () => put({ ...pointOf(7), payload: { coordinate: [7], memory_type: 'episodic', task: 'x' } }),
      ['elsewhere', 7, 'Qdrant has a point of another program in its place', true],
    ],
    [
      'a vector of something else',
      () => put({ ...pointOf(8), vector: numbers(9) }),
      ['elsewhere-vectors', 8, 'Qdrant has another vector of it', true],
    ],
    [
      'a memory that is not here any more',
      () => put({ ...pointOf(1), id: memoryId(A, [777]) }),
      ['elsewhere', null, `Qdrant has a memory that is not here any more (${memoryId(A, [777])})`, true],
    ],
  ]

  it.each(damages)('finds %s and makes it anew', async (_, damage, expected) => {
    damage()
    const found = await check()
    expect(told(found)).toEqual([expected])
    expect(found.total).toBe(1)
    expect(await repair()).toMatchObject({ total: 0, differences: [] })
    expect(all()).toEqual(whole)
  })

  it('leaves points that do not carry our mark, and says so', async () => {
    const stranger = { ...pointOf(1), id: memoryId(A, [888]), payload: { coordinate: [888] } }
    put(stranger)
    const left = await repair()
    expect(told(left)).toEqual([
      ['elsewhere', null, `Qdrant has a point of another program (${stranger.id})`, false],
    ])
    expect(qdrant.double.points(A).some(({ id }) => id === stranger.id)).toBe(true)
  })

  it('mends any mixture of damages at once', async () => {
    for (const [, damage] of damages) damage()
    expect((await check()).total).toBe(damages.length)
    expect((await repair()).total).toBe(0)
    expect(all()).toEqual(whole)
  })

  it('STO-4 drops nothing where the dimension is another one', async () => {
    qdrant.double.handle('DELETE', `/collections/${A}`, undefined)
    qdrant.double.handle('PUT', `/collections/${A}`, { vectors: { size: 3, distance: 'Cosine' } })
    put({ id: memoryId(A, [5]), vector: [1, 0, 0], payload: { task: 'x', coordinate: [5] } })
    const before = qdrant.double.snapshot()
    world.outbox.lookAgain()
    const left = await repair()
    expect(told(left)).toEqual([
      ['elsewhere', null, expect.stringContaining('has vectors of 3 numbers (Cosine)'), false],
    ])
    expect(qdrant.double.snapshot()).toBe(before)
    qdrant.double.restore(sound)
    world.outbox.lookAgain()
    expect(await repair()).toMatchObject({ total: 0 })
  })
})
