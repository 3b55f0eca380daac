import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type GraphView, textAt, UNKNOWN, type ViewInput } from '#contract/graph'
import { openEngineInProcess } from '../store/engine-in-process.ts'
import { draft, patch, put } from '../store/store-bench.ts'

const PLACES = 8
const place = fc.integer({ min: 0, max: PLACES - 1 })
const link = fc.record({
  from: place,
  to: place,
  type: fc.constantFrom('a', 'b'),
  weight: fc.constantFrom(1, 2),
})
const scene = fc.record({
  links: fc.uniqueArray(link, { maxLength: 14, selector: ({ from, to, type }) => `${from} ${to} ${type}` }),
  binned: fc.uniqueArray(place, { maxLength: 2 }),
  /** What the graph is asked once for before it is changed, so that it is followed and not only read. */
  isFollowed: fc.boolean(),
  among: fc.uniqueArray(place, { minLength: 1, maxLength: 4 }),
  around: place,
  depth: fc.integer({ min: 1, max: 3 }),
  direction: fc.constantFrom('out' as const, 'in' as const, 'both' as const),
  types: fc.option(fc.constant<string[]>(['a']), { nil: undefined }),
  limit: fc.constantFrom(3, 100),
})
type Scene = typeof scene extends fc.Arbitrary<infer S> ? S : never

const open = async ({ links, binned, isFollowed }: Scene) => {
  const test = await openEngineInProcess()
  const { store, engine } = test
  await engine.namespaces.create('n')
  const memories = Array.from({ length: PLACES }, (_, i) =>
    put(
      'n',
      [i, i / 2],
      { title: `T${i}` },
      { importance: i, pinned: i === 1, timestamp: i === 2 ? null : i },
    ),
  )
  await store.commit(draft('n', memories))
  if (isFollowed) await engine.graph.view({ namespace: 'n', start: { kind: 'whole' }, limit: 9 })
  const note = (i: number) => (i % 2 === 0 ? 'why' : null)
  const rows = links.map(({ from, to, ...rest }, i) => ({
    ...rest,
    from: at(from),
    to: at(to),
    note: note(i),
    createdAt: i,
  }))
  for (const row of rows) await store.commit(draft('n', [], { links: [row] }))
  for (const one of binned) await store.commit(draft('n', [patch('n', at(one), { deletedAt: 5 })]))
  return test
}

const at = (i: number): number[] => [i, i / 2]

/** A view as what a person would draw: places of memories and links between them. */
const drawn = ({ nodes, links, typeNames }: GraphView) => {
  const count = nodes.arity.length
  let next = 0
  const places = Array.from({ length: count }, (_, i) => {
    const first = nodes.coordinates[next] as number
    next += nodes.arity[i] as number
    return first
  })
  return {
    places,
    links: Array.from(links.from, (from, i) =>
      [
        places[from],
        places[links.to[i] as number],
        typeNames[links.type[i] as number],
        links.weight[i],
        links.createdAt[i],
        links.hasNote[i],
      ].join(' '),
    ).sort(),
  }
}

const living = (s: Scene): number[] => [...Array(PLACES).keys()].filter((i) => !s.binned.includes(i))

const linksAmong = (s: Scene, places: readonly number[], types?: readonly string[]): string[] =>
  s.links
    .map((one, i) => ({ ...one, i }))
    .filter(
      ({ from, to, type }) => places.includes(from) && places.includes(to) && (types?.includes(type) ?? true),
    )
    .map(({ from, to, type, weight, i }) => [from, to, type, weight, i, i % 2 === 0 ? 1 : 0].join(' '))
    .sort()

const within = (s: Scene): number[] => {
  const alive = living(s)
  let reached = [s.around]
  for (let hop = 0; hop < s.depth; hop++) {
    const next = s.links
      .filter(({ type }) => s.types?.includes(type) ?? true)
      .flatMap(({ from, to }) => [
        ...(s.direction !== 'in' && reached.includes(from) ? [to] : []),
        ...(s.direction !== 'out' && reached.includes(to) ? [from] : []),
      ])
    reached = [...new Set([...reached, ...next.filter((one) => alive.includes(one))])]
  }
  return reached
}

const check = (view: GraphView, s: Scene, expected: readonly number[], types?: readonly string[]): void => {
  const { places, links } = drawn(view)
  expect(view.total).toEqual({ nodes: expected.length, links: linksAmong(s, expected, types).length })
  expect(places.length).toBe(Math.min(s.limit, expected.length))
  expect(new Set(places).size).toBe(places.length)
  for (const one of places) expect(expected).toContain(one)
  expect(links).toEqual(linksAmong(s, places, types))
  for (const [i, one] of places.entries()) {
    expect(textAt(view.nodes.titles, i)).toBe(`T${one}`)
    expect(textAt(view.nodes.ids, i)).toMatch(/^[0-9a-f-]{36}$/)
    expect(view.nodes.importance[i]).toBe(one)
    expect(view.nodes.pinned[i]).toBe(one === 1 ? 1 : 0)
    expect(view.nodes.timestamp[i]).toBe(one === 2 ? Number.NaN : one)
    const touching = linksAmong(s, living(s)).map((row) => row.split(' '))
    expect(view.nodes.degreeOut[i]).toBe(touching.filter(([from]) => from === String(one)).length)
    expect(view.nodes.degreeIn[i]).toBe(touching.filter(([, to]) => to === String(one)).length)
  }
}

describe('a view of a graph', () => {
  it('LNK-2 shows what each start asks for, as a naive walk over the links finds it', async () => {
    const property = fc.asyncProperty(scene, async (s) => {
      const { engine } = await open(s)
      const view = (start: ViewInput['start']) => engine.graph.view({ namespace: 'n', start, limit: s.limit })
      check(await view({ kind: 'whole' }), s, living(s))
      const alive = s.among.filter((one) => !s.binned.includes(one))
      const among = view({ kind: 'among', coordinates: s.among.map(at) })
      if (alive.length === 0) await expect(among).rejects.toMatchObject({ code: 'memory/not-found' })
      else check(await among, s, alive)
      const { depth, direction, types } = s
      const around = view({ kind: 'around', coordinates: [at(s.around)], depth, direction, types })
      if (s.binned.includes(s.around))
        await expect(around).rejects.toMatchObject({ code: 'memory/not-found' })
      else check(await around, s, within(s), types)
      await engine.close()
    })
    await fc.assert(property, { seed: 1, numRuns: 150 })
  })

  it('LNK-5 an overview has every linked memory in one community, and counts the links between them', async () => {
    const property = fc.asyncProperty(scene, async (s) => {
      const { engine } = await open(s)
      const overview = await engine.graph.view({ namespace: 'n', start: { kind: 'overview' }, limit: 100 })
      const whole = await engine.graph.view({ namespace: 'n', start: { kind: 'whole' }, limit: 100 })
      const { places } = drawn(whole)
      const communityOf = new Map(places.map((one, i) => [one, whole.nodes.community[i] as number]))
      const ends = linksAmong(s, living(s)).map((row) => row.split(' ').slice(0, 2).map(Number))
      const linked = new Set(ends.flat())
      for (const one of places) expect(communityOf.get(one) !== UNKNOWN).toBe(linked.has(one))
      expect(whole.analysedAt).toBe(overview.analysedAt)
      expect([...overview.nodes.importance].reduce((a, b) => a + b, 0)).toBe(linked.size)
      const between = new Map<string, number>()
      for (const [from, to] of ends) {
        const [a, b] = [communityOf.get(from as number), communityOf.get(to as number)]
        if (a !== b) between.set(`${a} ${b}`, (between.get(`${a} ${b}`) ?? 0) + 1)
      }
      const bundles = Array.from(overview.links.from, (from, i) => [
        `${from} ${overview.links.to[i]}`,
        overview.links.weight[i],
      ])
      expect(bundles.sort()).toEqual([...between].sort())
      for (const { community, size } of overview.communities) {
        const inside = await engine.graph.view({
          namespace: 'n',
          start: { kind: 'community', community },
          limit: 100,
        })
        expect(inside.total.nodes).toBe(size)
        expect(drawn(inside).places.every((one) => communityOf.get(one) === community)).toBe(true)
      }
      await engine.close()
    })
    await fc.assert(property, { seed: 2, numRuns: 60 })
  })

  it('LNK-5 an analysis is kept until links change, and shown with its age after that', async () => {
    const { engine, store } = await open({
      ...(fc.sample(scene, { seed: 1, numRuns: 1 })[0] as Scene),
      binned: [],
      links: [{ from: 0, to: 1, type: 'a', weight: 1 }],
    })
    const steps = async () => {
      const items = []
      for await (const item of engine.graph.analyses.run('n', new AbortController().signal))
        items.push(item.kind)
      return items
    }
    expect((await steps()).slice(-2)).toEqual(['progress', 'done'])
    expect(await steps()).toEqual(['done'])
    await store.commit(draft('n', [put('n', at(3), { title: 'other' })]))
    expect(await steps()).toEqual(['done'])
    await store.commit(
      draft('n', [], { links: [{ from: at(3), to: at(4), type: 'a', weight: 1, note: null }] }),
    )
    const view = await engine.graph.view({ namespace: 'n', start: { kind: 'whole' }, limit: 9 })
    expect(view.analysedAt).toBeLessThan(view.seq)
    expect([...view.nodes.community].filter((one) => one !== UNKNOWN)).toHaveLength(2)
    expect((await steps()).slice(-2)).toEqual(['progress', 'done'])
    await engine.close()
  })
})
