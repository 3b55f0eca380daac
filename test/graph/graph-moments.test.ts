import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Comparison, Difference } from '#contract/graph-moments'
import type { MemoryStore } from '#engine/ports'
import { sealedOverStore } from '../secrets/sealed-bench.ts'
import { type EngineInProcess, openEngineInProcess } from '../store/engine-in-process.ts'

/** All that there is of a namespace right after a change, read as it was then. */
interface Snapshot {
  readonly memories: ReadonlyMap<string, Readonly<Record<string, unknown>>>
  readonly links: ReadonlyMap<string, string>
}

const snapshot = async (store: MemoryStore): Promise<Snapshot> => {
  const all = await store.memoriesAfter('n', 0, 1000)
  const ids = new Map(all.map(({ key, memory }) => [key, memory.id]))
  const links = await store.linksAfter('n', 0, 1000)
  return {
    memories: new Map(
      all.map(({ memory: { id, payload, type, importance, timestamp, pinned } }) => [
        id,
        { payload, type, importance, timestamp, pinned },
      ]),
    ),
    links: new Map(
      links.map(({ from, to, type, weight, note }) => [
        `${ids.get(from)} ${ids.get(to)} ${type}`,
        JSON.stringify({ weight, note }),
      ]),
    ),
  }
}

/** Name, what became of it, and which parts. */
type Told = readonly [string, Difference, readonly string[]]

const naive = (before: Snapshot, after: Snapshot): { memories: Told[]; links: Told[] } => {
  const told = <T>(a: ReadonlyMap<string, T>, b: ReadonlyMap<string, T>, parts: (a: T, b: T) => string[]) =>
    [...new Set([...a.keys(), ...b.keys()])].flatMap((name): Told[] => {
      const [one, other] = [a.get(name), b.get(name)]
      if (one === undefined || other === undefined)
        return [[name, one === undefined ? 'added' : 'removed', []]]
      const changed = parts(one, other)
      return changed.length === 0 ? [] : [[name, 'changed', changed]]
    })
  return {
    memories: told(before.memories, after.memories, (a, b) =>
      Object.keys(a).filter((part) => a[part] !== b[part]),
    ),
    links: told(before.links, after.links, (a, b) => (a === b ? [] : ['link'])),
  }
}

const sorted = (told: readonly Told[]): Told[] =>
  told.map(([name, is, parts]): Told => [name, is, [...parts].sort()]).sort((a, b) => (a[0] < b[0] ? -1 : 1))

const found = ({ changedMemories, changedLinks }: Comparison) => ({
  memories: sorted(changedMemories.map(({ id, is, parts }) => [id, is, parts])),
  links: sorted(
    changedLinks.map(({ from, to, type, is }) => [
      `${from} ${to} ${type}`,
      is,
      is === 'changed' ? ['link'] : [],
    ]),
  ),
})

const countsOf = (told: readonly Told[]) => ({
  added: told.filter(([, is]) => is === 'added').length,
  removed: told.filter(([, is]) => is === 'removed').length,
  changed: told.filter(([, is]) => is === 'changed').length,
})

const place = fc.nat({ max: 4 })
const places = fc.array(place, { minLength: 1, maxLength: 3 })
const text = fc.constantFrom('red', 'green')
const link = { from: place, to: place, type: fc.constantFrom('a', 'b') }
const step = fc.oneof(
  fc.record({ do: fc.constant('store' as const), at: places, text, pinned: fc.boolean() }),
  fc.record({ do: fc.constant('store' as const), at: places, text, pinned: fc.boolean() }),
  fc.record({ do: fc.constant('update' as const), at: places, importance: fc.nat({ max: 1 }) }),
  fc.record({ do: fc.constant('remove' as const), at: places }),
  fc.record({ do: fc.constant('restore' as const), at: places }),
  fc.record({ do: fc.constant('link' as const), ...link, weight: fc.constantFrom(1, 2) }),
  fc.record({ do: fc.constant('link' as const), ...link, weight: fc.constantFrom(1, 2) }),
  fc.record({ do: fc.constant('unlink' as const), ...link }),
  fc.record({ do: fc.constant('undo' as const), which: fc.nat({ max: 30 }) }),
)
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never

/** What is refused (an end that is not there, an undo that something stands in the way of) changes nothing. */
const take = async ({ engine, time }: EngineInProcess, one: Step): Promise<void> => {
  time.now++
  const all = 'at' in one ? { namespace: 'n', coordinates: one.at.map((x) => [x]) } : null
  if (one.do === 'store') {
    const inputs = one.at.map((x, i) => ({
      coordinate: [x],
      payload: JSON.stringify({ text: i === 0 ? one.text : 'other', task: one.text }),
      type: 'episodic' as const,
      importance: 0,
      pinned: one.pinned,
      ifTaken: 'update' as const,
    }))
    await engine.memories.storeMany('n', inputs, { author: 'test', action: 'import', summary: 'many' })
  } else if (one.do === 'update' && all) {
    await engine.memories.updateMany(all, { importance: one.importance }, undefined, 'test')
  } else if ((one.do === 'remove' || one.do === 'restore') && all) {
    await engine.memories[one.do](all, undefined, 'test')
  } else if (one.do === 'link' || one.do === 'unlink') {
    const place = { namespace: 'n', from: [one.from], to: [one.to], type: one.type }
    const work =
      one.do === 'link'
        ? engine.links.put({ ...place, weight: one.weight, note: null }, 'test')
        : engine.links.remove(place, 'test')
    await work.catch(() => {})
  } else if (one.do === 'undo') {
    await engine.journal.undo(2 + one.which, 'test').catch(() => {})
  }
}

const history = fc.record({
  steps: fc.array(step, { minLength: 4, maxLength: 24, size: 'max' }),
  moments: fc.array(fc.tuple(fc.nat(), fc.nat()), { minLength: 6, maxLength: 6 }),
})

const agrees = async (
  test: EngineInProcess,
  { steps, moments }: typeof history extends fc.Arbitrary<infer H> ? H : never,
) => {
  const { engine, store, time } = test
  await engine.namespaces.create('n')
  const first = await store.seq()
  const shots: { readonly seq: number; readonly at: number; readonly shot: Snapshot }[] = []
  const shoot = async () => {
    const seq = await store.seq()
    if (shots.at(-1)?.seq !== seq) shots.push({ seq, at: time.now, shot: await snapshot(store) })
  }
  await shoot()
  for (const one of steps) {
    await take(test, one)
    await shoot()
  }
  expect(shots[0]?.seq).toBe(first)
  for (const [i, j] of moments) {
    const [a, b] = [i % shots.length, j % shots.length].sort((x, y) => x - y).map((at) => shots[at])
    if (!a || !b) continue
    const bySeq = await store.compareMoments({
      namespace: 'n',
      from: { seq: a.seq },
      to: { seq: b.seq },
      limit: 1000,
    })
    const expected = naive(a.shot, b.shot)
    expect(found(bySeq)).toEqual({ memories: sorted(expected.memories), links: sorted(expected.links) })
    expect(bySeq.memories).toEqual(countsOf(expected.memories))
    expect(bySeq.links).toEqual(countsOf(expected.links))
    const known = new Set([...bySeq.changedMemories, ...bySeq.ends].map(({ id }) => id))
    for (const { from, to } of bySeq.changedLinks) expect(known.has(from) && known.has(to)).toBe(true)
    expect([bySeq.unknown, bySeq.purged]).toEqual([0, 0])
    // By the clock, and the other way round, it is the same.
    const byTime = await store.compareMoments({
      namespace: 'n',
      from: { at: b.at },
      to: { at: a.at },
      limit: 1000,
    })
    expect(byTime).toEqual(bySeq)
  }
  await engine.close()
}

describe('two moments of a graph', () => {
  it('LNK-1 differ as two copies of all that there was do, over random histories', async () => {
    const property = fc.asyncProperty(history, async (one) =>
      agrees(await openEngineInProcess({ dimension: 4 }), one),
    )
    await fc.assert(property, { seed: 6, numRuns: 60 })
  })

  it('SEC-1 differ by what was sealed, not by how it rests', async () => {
    const property = fc.asyncProperty(history, async (one) =>
      agrees(await openEngineInProcess({ dimension: 4, wrap: (store) => sealedOverStore(store) }), one),
    )
    await fc.assert(property, { seed: 7, numRuns: 15 })
  })

  it('MEM-9 say of how many memories the state of then is not kept, and how many are gone for good', async () => {
    const { engine, store, time } = await openEngineInProcess({ dimension: 4 })
    await engine.namespaces.create('n')
    const run = async (...steps: readonly Step[]) => {
      for (const one of steps) await take({ engine, store, time } as EngineInProcess, one)
    }
    await run(
      { do: 'store', at: [0, 1, 2, 3], text: 'red', pinned: false },
      { do: 'link', from: 0, to: 1, type: 'a', weight: 1 },
      { do: 'link', from: 2, to: 3, type: 'a', weight: 1 },
    )
    const then = await store.seq()
    await run({ do: 'update', at: [0], importance: 1 })
    time.now += 100
    await run({ do: 'remove', at: [1, 2] })
    await engine.bin.purge('n', [[2]], 'test')
    const compare = () =>
      store.compareMoments({ namespace: 'n', from: { seq: then }, to: { at: time.now }, limit: 10 })
    expect(await compare()).toMatchObject({
      memories: { added: 0, removed: 1, changed: 1 },
      links: { added: 0, removed: 1, changed: 0 },
      unknown: 0,
      purged: 1,
    })
    // The version of memory 0 from then goes, the one of memory 1 is younger.
    await store.purgeVersions(time.now - 50, 100)
    expect(await compare()).toMatchObject({
      memories: { added: 0, removed: 1, changed: 0 },
      links: { added: 0, removed: 0, changed: 0 },
      unknown: 1,
      purged: 1,
    })
    await engine.close()
  })

  it('lists as many of each kind as are asked for, and counts all', async () => {
    const { engine, store } = await openEngineInProcess({ dimension: 4 })
    await engine.namespaces.create('n')
    const many = Array.from({ length: 30 }, (_, i) => ({
      coordinate: [i],
      payload: `{"text":"t${i}"}`,
      type: 'episodic' as const,
      importance: 0,
      ifTaken: 'update' as const,
    }))
    const change = { author: 'test', action: 'import', summary: 'many' }
    await engine.memories.storeMany('n', many, change)
    const then = await store.seq()
    await engine.memories.remove({ namespace: 'n', coordinates: [[1], [2], [3]] }, undefined, 'test')
    await engine.memories.storeMany(
      'n',
      many.map((one) => ({ ...one, coordinate: [(one.coordinate[0] as number) + 100] })),
      change,
    )
    const compared = await store.compareMoments({
      namespace: 'n',
      from: { seq: then },
      to: { seq: 1e9 },
      limit: 2,
    })
    expect(compared.memories).toEqual({ added: 30, removed: 3, changed: 0 })
    expect(countsOf(found(compared).memories)).toEqual({ added: 2, removed: 2, changed: 0 })
    expect(compared.to.seq).toBe(await store.seq())
    await engine.close()
  })

  it('are chosen from the journal in stretches of as many changes', async () => {
    const { engine, store, time } = await openEngineInProcess({ dimension: 4 })
    await engine.namespaces.create('n')
    await engine.namespaces.create('other')
    for (let i = 0; i < 9; i++) {
      await take({ engine, store, time } as EngineInProcess, {
        do: 'store',
        at: [i],
        text: 'red',
        pinned: false,
      })
    }
    const all = await store.moments('n', 100)
    expect(all.changes).toBe(all.stretches.length)
    expect(all.stretches.every(({ changes }) => changes === 1)).toBe(true)
    expect(all.stretches.at(-1)).toMatchObject({ seq: await store.seq(), at: time.now, touched: 1 })
    const few = await store.moments('n', 4)
    expect(few.changes).toBe(all.changes)
    expect(few.stretches).toHaveLength(4)
    expect(few.stretches.reduce((sum, { changes }) => sum + changes, 0)).toBe(all.changes)
    expect(few.stretches.at(-1)?.seq).toBe(all.stretches.at(-1)?.seq)
    await engine.close()
  })
})
