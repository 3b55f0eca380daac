import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest'
import { memoryId } from '#engine/memory/coordinate'
import { storeInProcess } from '../store/engine-in-process.ts'
import { type DoubleServer, startDouble } from './double-server.ts'
import { openSecondWorld, qdrantAt, type SecondWorld } from './second-world.ts'

const A = 'notes'
const TEXTS = [
  'ferries leave at six',
  'bread rises twice',
  'the red kite returns',
  'ferries carry bread',
  'six kites',
]

let qdrant: DoubleServer
let world: SecondWorld
const others: SecondWorld[] = []

const put = (x: number, text: string, more: object = {}, into = world) =>
  into.engine.memories.store(
    {
      ...{ namespace: A, coordinate: [x, 0], payload: JSON.stringify({ text, n: x }), type: 'episodic' },
      ...{ importance: 0, ifTaken: 'update', ...more },
    } as never,
    'ann',
  )
const fill = async (): Promise<void> => {
  for (const [x, text] of TEXTS.entries()) await put(x, text)
}
const there = (collection = A) =>
  qdrant.double
    .points(collection)
    .filter(({ payload }) => payload.soma !== undefined)
    .map(({ payload }) => payload as { coordinate: number[]; text: string; soma: { seq: number } })
    .sort((a, b) => (a.coordinate[0] as number) - (b.coordinate[0] as number))

beforeEach(async () => {
  qdrant = await startDouble()
  world = await openSecondWorld(qdrantAt(qdrant.url, { timeout: 2000 }))
  await world.engine.namespaces.create(A)
})
afterEach(async () => {
  for (const one of [world, ...others.splice(0)]) await one.close()
  await qdrant.close()
})

describe('a second store in Qdrant', () => {
  it('STO-4 has a point for each memory under the id of MEM-2, with coordinate and memory_type as the original wrote them', async () => {
    await fill()
    await world.tell()
    const points = qdrant.double.points(A)
    expect(there().map(({ text }) => text)).toEqual(TEXTS)
    const first = points.find(({ payload }) => payload.text === TEXTS[0])
    expect(first?.id).toBe(memoryId(A, [0, 0]))
    expect(first?.payload).toMatchObject({ coordinate: [0, 0], memory_type: 'episodic', n: 0 })
    expect(qdrant.double.configOf(A)?.vectors).toMatchObject({ size: 16, distance: 'Cosine' })
    expect(qdrant.double.indexesOf(A)).toEqual(
      expect.arrayContaining(['soma.type', 'soma.fields', 'soma.timestamp']),
    )
  })

  it('STO-1 is asked in place of this computer, and gives the same list', async () => {
    await fill()
    const alone = await world.near(A, 'ferries at six')
    await world.tell()
    qdrant.calls.length = 0
    expect(await world.near(A, 'ferries at six')).toEqual(alone)
    expect(qdrant.calls).toEqual([`POST /collections/${A}/points/query`])
  })

  it('REC-3 is asked with the whole filter, or with ids where it cannot be said there', async () => {
    await fill()
    await world.tell()
    qdrant.calls.length = 0
    const above = { is: 'compare', field: 'n', op: '>', value: 1 } as const
    expect(new Set(await world.near(A, 'ferries', { filter: above }))).toEqual(new Set(['2,0', '3,0', '4,0']))
    const worded = { is: 'contains', field: 'text', value: 'KITE' } as const
    expect(new Set(await world.near(A, 'ferries', { filter: worded }))).toEqual(new Set(['2,0', '4,0']))
    expect(qdrant.calls).toHaveLength(2)
  })

  it('IDX-3 finds what was stored just now, changed and deleted, before Qdrant was told', async () => {
    await fill()
    await world.tell()
    await put(9, 'ferries at six in the morning')
    await put(0, 'nothing of the kind')
    await world.engine.memories.remove({ namespace: A, coordinates: [[3, 0]] }, undefined, 'ann')
    const found = await world.near(A, 'ferries at six in the morning')
    expect(found[0]).toBe('9,0')
    expect(found).not.toContain('3,0')
    await world.tell()
    expect(await world.near(A, 'ferries at six in the morning')).toEqual(found)
    expect(there().map(({ coordinate }) => coordinate[0])).toEqual([0, 1, 2, 4, 9])
    expect(there()[0]?.text).toBe('nothing of the kind')
  })

  it('STO-5 stores and recalls while Qdrant is away, and tells it all once it is back', async () => {
    await put(0, TEXTS[0] as string)
    await world.tell()
    const port = Number(new URL(qdrant.url).port)
    const kept = qdrant.double.snapshot()
    await qdrant.close()
    for (const [x, text] of TEXTS.entries()) await put(x, text)
    await world.tell()
    expect(world.outbox.state.is).toBe('failing')
    expect((await world.store.outboxDepth(world.second.target)).count).toBe(TEXTS.length)
    expect((await world.near(A, 'bread rises'))[0]).toBe('1,0')
    qdrant = await startDouble({ port })
    qdrant.double.restore(kept)
    await expect
      .poll(() => world.tell().then(() => world.outbox.state.is), { timeout: 10_000, interval: 300 })
      .toBe('even')
    expect(there().map(({ text }) => text)).toEqual(TEXTS)
    expect(await world.store.outboxDepth(world.second.target)).toEqual({ count: 0, oldest: null })
  }, 20_000)

  it.each([
    ['errs', { is: 'error', status: 500 }],
    ['takes half a batch', { is: 'half' }],
    ['loses the answer', { is: 'lose-answer' }],
    ['hangs', { is: 'hang' }],
  ] as const)(
    'STO-5 has every memory once after Qdrant %s',
    async (_, fault) => {
      await put(0, TEXTS[0] as string)
      await world.tell()
      await fill()
      qdrant.fault = fault
      await world.tell()
      expect(world.outbox.state.is).toBe('failing')
      expect((await world.near(A, 'bread rises'))[0]).toBe('1,0')
      qdrant.fault = null
      await expect
        .poll(() => world.tell().then(() => world.outbox.state.is), { timeout: 10_000, interval: 300 })
        .toBe('even')
      expect(there().map(({ text }) => text)).toEqual(TEXTS)
    },
    20_000,
  )

  it('STO-5 heals one that comes back with an older state, deletions included', async () => {
    await fill()
    await world.tell()
    const older = qdrant.double.snapshot()
    await put(0, 'changed since')
    await world.engine.memories.remove(
      {
        namespace: A,
        coordinates: [
          [1, 0],
          [2, 0],
        ],
      },
      undefined,
      'ann',
    )
    // Of one nothing is left that could be told.
    expect(await world.engine.bin.purge(A, [[1, 0]], 'ann')).toBe(1)
    await put(7, 'new since')
    await world.tell()
    qdrant.double.restore(older)
    world.outbox.lookAgain()
    await world.tell()
    expect(there().map(({ coordinate, text }) => [coordinate[0], text])).toEqual([
      [0, 'changed since'],
      ...[3, 4].map((x) => [x, TEXTS[x]]),
      [7, 'new since'],
    ])
  })

  it('STO-5 never writes over something newer', async () => {
    await put(0, 'first')
    const store = world.store
    const early = await store.outbox(world.engine.embedder.id, { after: { seq: 0, key: 0 } }, 10)
    await put(0, 'second')
    await world.tell()
    await world.second.write(A, early.rows, early.vectors)
    expect(there().map(({ text }) => text)).toEqual(['second'])
    await world.second.write(
      A,
      early.rows.map((row) => ({ ...row, isThere: false })),
      early.vectors,
    )
    expect(there().map(({ text }) => text)).toEqual(['second'])
  })

  it('STO-6 tells by count, id and content what differs in Qdrant, mends it, and leaves what others wrote', async () => {
    await fill()
    await world.tell()
    const files = { diagnose: async () => null, forgetSaved: async () => {} }
    const signal = new AbortController().signal
    const look = async (reach: 'sample' | 'all' = 'all') => {
      const { checked, differences } = await world.engine.doctor.check(files, signal, reach)
      const told = differences.filter(({ part }) => part === 'elsewhere')
      return { checked: checked.find(({ part }) => part === 'elsewhere'), told }
    }
    expect(await look()).toEqual({ checked: { part: 'elsewhere', compared: 5, differences: 0 }, told: [] })

    const put = (points: object[]) => qdrant.double.handle('PUT', `/collections/${A}/points`, { points })
    const [first, second, third] = [0, 1, 2].map((x) => {
      const point = qdrant.double.points(A).find(({ id }) => id === memoryId(A, [x, 0]))
      return { id: point?.id, vector: [...(point?.vector ?? [])], payload: point?.payload ?? {} }
    }) as { id: string; vector: number[]; payload: Record<string, object> }[]
    qdrant.double.handle('POST', `/collections/${A}/points/delete`, { points: [first?.id] })
    put([{ ...second, payload: { ...second?.payload, text: 'somebody wrote here' } }])
    // As if it came from a time that is not there yet.
    put([{ ...third, payload: { ...third?.payload, soma: { ...third?.payload.soma, seq: 999 } } }])
    const gone = { ...first, id: memoryId(A, [77]), payload: { ...first?.payload, coordinate: [77] } }
    put([gone, { ...first, id: memoryId(A, [88]), payload: { coordinate: [88], memory_type: 'episodic' } }])
    const before = await look()
    expect(before.checked).toEqual({ part: 'elsewhere', compared: 5, differences: 5 })
    expect(
      before.told.map(({ coordinate, canRepair }) => [coordinate?.join() ?? null, canRepair]).sort(),
    ).toEqual([
      [null, false],
      [null, true],
      ['0,0', true],
      ['1,0', true],
      ['2,0', true],
    ])
    await world.engine.doctor.repair(files, signal)
    const after = await look()
    expect(after.checked).toEqual({ part: 'elsewhere', compared: 5, differences: 1 })
    expect(there().map(({ text }) => text)).toEqual(TEXTS)
    expect(qdrant.double.points(A).some(({ id }) => id === memoryId(A, [88]))).toBe(true)
  })

  it('MEM-7 follows a namespace that is renamed, deleted and brought back', async () => {
    await fill()
    await world.tell()
    await world.engine.namespaces.rename(A, 'letters')
    await world.tell()
    await world.tell()
    expect(there('letters').map(({ text }) => text)).toEqual(TEXTS)
    expect(there(A)).toEqual([])
    const { seq } = await world.engine.namespaces.remove('letters', 'ann')
    await world.tell()
    expect(there('letters')).toEqual([])
    await world.engine.journal.undo(seq as number, 'ann')
    await world.tell()
    expect(there('letters').map(({ text }) => text)).toEqual(TEXTS)
  })

  it('STO-4 leaves a collection of another dimension or program as it is, and makes one beside it when asked', async () => {
    await world.close()
    const python = {
      id: memoryId(A, [5]),
      vector: [1, 0, 0],
      payload: { task: 'x', coordinate: [5], memory_type: 'semantic' },
    }
    for (const size of [3, 16]) {
      qdrant.double.handle('DELETE', `/collections/${A}`, undefined)
      qdrant.double.handle('PUT', `/collections/${A}`, { vectors: { size, distance: 'Cosine' } })
      const vector = Array.from({ length: size }, () => 1)
      qdrant.double.handle('PUT', `/collections/${A}/points?wait=true`, { points: [{ ...python, vector }] })
      const before = JSON.stringify(qdrant.double.points(A))
      world = await openSecondWorld(qdrantAt(qdrant.url))
      await world.engine.namespaces.create(A)
      await fill()
      await world.tell()
      expect(world.outbox.blocked).toMatchObject([
        { namespace: A, why: expect.stringContaining('left as it is') },
      ])
      expect((await world.near(A, 'bread rises'))[0]).toBe('1,0')
      const made = await world.second.openBeside(A)
      world.outbox.lookAgain()
      await world.tell()
      expect(world.outbox.blocked).toEqual([])
      expect(made.is === 'ours' && there(made.collection).map(({ text }) => text)).toEqual(TEXTS)
      expect(JSON.stringify(qdrant.double.points(A))).toBe(before)
      if (made.is === 'ours') qdrant.double.handle('DELETE', `/collections/${made.collection}`, undefined)
      if (size === 3) await world.close()
    }
  })

  it('MEM-13 is told by one process of several, and by the next once that is gone', async () => {
    const other = await openSecondWorld(qdrantAt(qdrant.url), { store: world.store, holder: 'other' })
    others.push({ ...other, close: async () => {} })
    await fill()
    await world.tell()
    await put(8, 'one more')
    await other.tell()
    expect(other.outbox.state.is).toBe('held')
    await world.tell()
    await other.tell()
    expect(other.outbox.state.is).toBe('even')
    await put(9, 'after its end')
    other.time.now += 100
    other.outbox.note()
    await other.tell()
    expect(there().map(({ coordinate }) => coordinate[0])).toEqual([0, 1, 2, 3, 4, 8, 9])
  })

  it('STO-4 leaves what another database has there as it is, and names the remedy', async () => {
    await fill()
    await world.tell()
    const before = JSON.stringify(qdrant.double.points(A))
    const open = async (prefix: string) => {
      const other = await openSecondWorld(qdrantAt(qdrant.url, { prefix }), { now: 1_700_000_001 })
      others.push(other)
      await other.engine.namespaces.create(A)
      other.time.now += 5
      await put(0, 'of the other database', {}, other)
      await other.tell()
      await other.tell()
      return other
    }
    const other = await open('')
    const why = expect.stringContaining('give this one a qdrant.collection_prefix of its own')
    expect(other.outbox.blocked).toEqual([{ namespace: A, why }])
    expect(await other.second.openBeside(A)).toMatchObject({ is: 'foreign', why })
    expect(await other.near(A, 'other database')).toEqual(['0,0'])
    await other.engine.namespaces.remove(A, 'ann')
    await other.tell()
    expect(JSON.stringify(qdrant.double.points(A))).toBe(before)

    const apart = await open('second-')
    expect(apart.outbox.blocked).toEqual([])
    expect(there(`second-${A}`).map(({ text }) => text)).toEqual(['of the other database'])
    expect(JSON.stringify(qdrant.double.points(A))).toBe(before)
  })

  it('STO-4 tells what was made anew under the same name while Qdrant was away', async () => {
    await fill()
    await world.tell()
    const { engine, time } = world
    await engine.namespaces.remove(A, 'ann')
    time.now += 5
    await engine.namespaces.create(A)
    await put(3, 'of the new namespace')
    world.outbox.lookAgain()
    await world.tell()
    expect(world.outbox.blocked).toEqual([])
    expect(there().map(({ text }) => text)).toEqual(['of the new namespace'])
  })

  it('MEM-8 begins anew where a backup was restored, and takes away what came after it', async () => {
    await fill()
    await world.tell()
    const before = storeInProcess()
    const restored = await openSecondWorld(qdrantAt(qdrant.url), { store: before })
    await restored.engine.namespaces.create(A)
    restored.time.now += 5
    await put(0, TEXTS[0] as string, {}, restored)
    await restored.tell()
    expect(there().map(({ coordinate }) => coordinate[0])).toEqual([0])
    await restored.close()
  })
})

afterAll(async () => {
  await qdrant.close().catch(() => {})
})
