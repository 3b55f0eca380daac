import { expect, it } from 'vitest'
import { textAt } from '#contract/graph'
import type { GraphAnalysis } from '#engine/graph-ports'
import { seededRandom } from '../../bench/seeded-random.ts'
import { type Bench, draft, patch, put } from './store-bench.ts'

const PLACES = 14
const TYPES = ['x', 'y']

interface Line {
  readonly from: number
  readonly to: number
  readonly type: string
  readonly weight: number
}

const said = ({ from, to, type, weight }: Line): string => `${from}>${to} ${type} ${weight}`

/** Hops between all places in any direction, by walking from each. */
const hopsBetween = (lines: readonly Line[]): number[][] =>
  Array.from({ length: PLACES }, (_, start) => {
    const hops = Array<number>(PLACES).fill(0)
    let edge = [start]
    for (let far = 1; edge.length > 0; far++) {
      const next = lines
        .flatMap(({ from, to }) => [
          ...(edge.includes(from) ? [to] : []),
          ...(edge.includes(to) ? [from] : []),
        ])
        .filter((x) => x !== start && hops[x] === 0)
      for (const x of next) hops[x] = far
      edge = [...new Set(next)]
    }
    return hops
  })

/** What a store answers about the graph as a whole, held against lists of links. */
export const graphSuite = (bench: () => Bench): void => {
  /** Random links among places of which some lie in the bin; `lines` are those between living ones. */
  const world = async (seed: number) => {
    const { store } = bench()
    const name = await bench().namespace()
    const random = seededRandom(seed)
    const pick = (n: number): number => Math.floor(random() * n)
    const all = Array.from({ length: PLACES }, (_, x) => put(name, [x], { text: `m${x}` }, { importance: x }))
    await store.commit(draft(name, all))
    const lines = new Map<string, Line>()
    for (let i = 0; i < 16; i++) {
      const line = {
        from: pick(PLACES),
        to: pick(PLACES),
        type: TYPES[pick(2)] as string,
        weight: 1 + pick(9),
      }
      const place = { from: [line.from], to: [line.to], type: line.type }
      await store.commit(draft(name, [], { links: [{ ...place, weight: line.weight, note: null }] }))
      lines.set(`${line.from}>${line.to} ${line.type}`, line)
    }
    await store.commit(draft(name, [patch(name, [3], { deletedAt: 1 })]))
    const living = (): Line[] => [...lines.values()].filter(({ from, to }) => from !== 3 && to !== 3)
    const keys = (await Promise.all(all.map(({ coordinate }) => store.keyOf(name, coordinate)))) as number[]
    const placeOf = (key: number | undefined): number => keys.indexOf(key ?? 0)
    return { store, name, lines, living, keys, placeOf }
  }

  it('LNK-5 gives the linked memories and their links as columns, whose change stays while links do', async () => {
    const { store, name, living, keys, placeOf } = await world(1)
    const columns = async () => {
      const { keys, from, to, type, typeNames, weight, seq } = await store.graphColumns(name)
      const lines = [...from].map((f, i) => ({
        from: placeOf(keys[f]),
        to: placeOf(keys[to[i] as number]),
        type: typeNames[type[i] as number] as string,
        weight: weight[i] as number,
      }))
      return { seq, lines: lines.map(said).toSorted(), linked: [...keys].map(placeOf).toSorted() }
    }
    const before = await columns()
    expect(before.lines).toEqual(living().map(said).toSorted())
    expect(before.linked).toEqual([...new Set(living().flatMap(({ from, to }) => [from, to]))].toSorted())
    const titles = await store.titles(Uint32Array.from([2, 99, 0], (x) => keys[x] ?? 4_000_000_000))
    expect([0, 1, 2].map((i) => textAt(titles, i))).toEqual(['m2', '', 'm0'])
    await store.commit(draft(name, [patch(name, [1], { importance: 99 })]))
    expect(await columns()).toEqual(before)
    await store.commit(draft(name, [patch(name, [3], { deletedAt: null }, { when: 'binned' })]))
    expect((await columns()).seq).toBe(await store.seq())
    await expect(store.graphColumns(bench().name())).rejects.toMatchObject({ code: 'namespace/not-found' })
  })

  it('LNK-5 gives the parts that no link joins, and how many links lie between two memories', async () => {
    for (const seed of [2, 3]) {
      const { store, name, living, keys } = await world(seed)
      const hops = hopsBetween(living())
      const linked = [...new Set(living().flatMap(({ from, to }) => [from, to]))]
      const parts = new Set(
        linked.map((x) =>
          linked
            .filter((y) => y === x || (hops[x]?.[y] ?? 0) > 0)
            .toSorted()
            .join(),
        ),
      )
      const sizes = [...parts].map((part) => part.split(',').length).toSorted((a, b) => b - a)
      expect([...(await store.componentSizes(name))]).toEqual(sizes)
      const pairs = keys.flatMap((_, x) => keys.map((_, y) => [x, y] as const)).filter(([x, y]) => x !== y)
      for (const most of [1, 2, 6]) {
        const a = Uint32Array.from(pairs, ([x]) => keys[x] as number)
        const b = Uint32Array.from(pairs, ([, y]) => keys[y] as number)
        const wanted = pairs.map(([x, y]) => hops[x]?.[y] ?? 0).map((far) => (far > most ? 0 : far))
        expect([...(await store.hops(name, { a, b, most }))]).toEqual(wanted)
      }
    }
  })

  it('LNK-4 shows the whole, some, and what lies around some, as far as the limit goes', async () => {
    const { store, name, living } = await world(4)
    const view = async (start: Parameters<typeof store.graphView>[0]['start'], limit = 100) => {
      const { nodes, links, typeNames, total } = await store.graphView({ namespace: name, start, limit })
      const places = [...nodes.coordinates]
      const lines = [...links.from].map((from, i) => ({
        from: places[from] as number,
        to: places[links.to[i] as number] as number,
        type: typeNames[links.type[i] as number] as string,
        weight: links.weight[i] as number,
      }))
      return { nodes, places, lines: lines.map(said).toSorted(), total }
    }
    const among = (places: readonly number[]): string[] =>
      living()
        .filter(({ from, to }) => places.includes(from) && places.includes(to))
        .map(said)
        .toSorted()
    const everybody = Array.from({ length: PLACES }, (_, x) => x).filter((x) => x !== 3)
    const whole = await view({ kind: 'whole' })
    expect(whole.places.toSorted((a, b) => a - b)).toEqual(everybody)
    expect([whole.lines, whole.total]).toEqual([
      among(everybody),
      { nodes: PLACES - 1, links: living().length },
    ])
    for (const [i, x] of whole.places.entries()) {
      expect([textAt(whole.nodes.titles, i), whole.nodes.importance[i]]).toEqual([`m${x}`, x])
      expect(textAt(whole.nodes.ids, i)).toBe((await store.get(name, [x]))?.id)
      const degree = (end: 'from' | 'to'): number => living().filter((line) => line[end] === x).length
      expect([whole.nodes.degreeOut[i], whole.nodes.degreeIn[i]]).toEqual([degree('from'), degree('to')])
    }
    const some = await view({ kind: 'among', coordinates: [[1], [2], [3], [5], [6], [99]] })
    expect([some.places.toSorted(), some.lines]).toEqual([[1, 2, 5, 6], among([1, 2, 5, 6])])

    const hops = hopsBetween(living())
    const [hub] = whole.places as [number]
    const near = everybody.filter((x) => x === hub || (hops[hub]?.[x] ?? 0) === 1)
    const around = await view({ kind: 'around', coordinates: [[hub]], depth: 1, direction: 'both' })
    expect([around.places.toSorted((a, b) => a - b), around.lines]).toEqual([near, among(near)])
    const few = await view({ kind: 'around', coordinates: [[hub]], depth: 1, direction: 'both' }, 2)
    expect([few.places.length, few.places[0], few.total.nodes]).toEqual([2, hub, near.length])
    for (const nowhere of [[[3]], [[99]]]) {
      const asked = view({ kind: 'among', coordinates: nowhere })
      await expect(asked).rejects.toMatchObject({ code: 'memory/not-found' })
    }
  })

  it('LNK-5 keeps an analysis, and says whether the links are still those', async () => {
    const { store, name, living } = await world(5)
    expect(await store.keptAnalysis(name)).toBeNull()
    const { seq, keys } = await store.graphColumns(name)
    const column = <C>(make: (length: number) => C): C => make(keys.length)
    const analysis: GraphAnalysis = {
      ...{ seq, keys },
      community: column((n) => new Uint32Array(n)),
      component: column((n) => new Uint32Array(n)),
      core: column((n) => new Uint32Array(n).fill(1)),
      pageRank: column((n) => new Float32Array(n).fill(1 / n)),
      betweenness: column((n) => new Float32Array(n)),
      summary: {
        ...{ seq, nodes: keys.length, links: living().length, components: 1, modularity: 0 },
        ...{ betweennessFrom: keys.length, communities: [{ community: 0, size: keys.length, words: ['m'] }] },
      },
    }
    await store.keepAnalysis(name, analysis)
    expect(await store.keptAnalysis(name)).toEqual({ ...analysis.summary, isCurrent: true })
    const start = { kind: 'community', community: 0 } as const
    const shown = await store.graphView({ namespace: name, start, limit: 100 })
    expect([shown.total.nodes, shown.analysedAt, shown.communities]).toEqual([
      keys.length,
      seq,
      analysis.summary.communities,
    ])
    const link = { from: [0], to: [13], type: 'z', weight: 1, note: null }
    await store.commit(draft(name, [], { links: [link] }))
    expect(await store.keptAnalysis(name)).toMatchObject({ seq, isCurrent: false })
  })

  it('LNK-6 hands out memories and links in their order, a page at a time', async () => {
    const { store, name, living, keys, placeOf } = await world(6)
    const memories = []
    for (let after = 0; ; ) {
      const some = await store.memoriesAfter(name, after, 3)
      memories.push(...some)
      const last = some.at(-1)
      if (last === undefined) break
      after = last.key
    }
    const wanted = keys.filter((_, x) => x !== 3)
    expect(memories.map(({ key }) => key)).toEqual(wanted.toSorted((a, b) => a - b))
    expect(memories.map(({ memory }) => memory)).toEqual(
      await store.memoriesAt(
        name,
        memories.map(({ key }) => [placeOf(key)]),
      ),
    )
    const links = []
    for (let after = 0; ; ) {
      const some = await store.linksAfter(name, after, 3)
      links.push(...some)
      const last = some.at(-1)
      if (last === undefined) break
      after = last.number
    }
    const lines = links.map((one) => ({ ...one, from: placeOf(one.from), to: placeOf(one.to) }))
    expect(lines.map(said).toSorted()).toEqual(living().map(said).toSorted())
    expect(links.map(({ number }) => number)).toEqual(
      links.map(({ number }) => number).toSorted((a, b) => a - b),
    )
  })

  it('LNK-8 tells what was removed, when, and what two moments differ in', async () => {
    const { store, name, lines } = await world(7)
    const [first, second] = [...lines.values()].filter(({ from, to }) => from !== 3 && to !== 3) as [
      Line,
      Line,
    ]
    const place = ({ from, to, type }: Line) => ({ from: [from], to: [to], type })
    const start = await store.seq()
    const removed = [first, second].map((line) => ({ ...place(line), isRemoved: true as const }))
    for (const [i, one] of removed.entries()) {
      await store.commit(draft(name, [], { links: [one], at: 2000 + i }))
    }
    const gone = await store.removedLinks(name, 1999, 1)
    expect([gone.total, gone.links]).toEqual([
      2,
      [{ ...place(second), weight: second.weight, createdAt: 1000, removedAt: 2001 }],
    ])
    expect((await store.removedLinks(name, 2000, 9)).links).toHaveLength(1)

    await store.commit(draft(name, [put(name, [20], { text: 'new' })], { at: 3000 }))
    const set = { importance: 77, pinned: true }
    await store.commit(
      draft(name, [patch(name, [8], set), patch(name, [9], { deletedAt: 3001 })], { at: 3001 }),
    )
    const end = await store.seq()
    const compared = await store.compareMoments({
      ...{ namespace: name, limit: 9 },
      from: { seq: end },
      to: { seq: start },
    })
    expect([compared.from.seq, compared.to]).toEqual([start, { seq: end, at: 3001 }])
    expect(compared.memories).toEqual({ added: 1, removed: 1, changed: 1 })
    const told = compared.changedMemories.map(({ coordinate, is, parts }) => `${is} ${coordinate} ${parts}`)
    expect(told.toSorted()).toEqual(['added 20 ', 'changed 8 importance,pinned', 'removed 9 '])
    // Those of the one that went are not there any more either.
    const lost = [...lines.values()].filter(
      (line) => [line.from, line.to].includes(9) && ![line.from, line.to].includes(3),
    )
    const all = new Set([first, second, ...lost].map(said))
    expect([compared.links, compared.unknown, compared.purged]).toEqual([
      { added: 0, removed: all.size, changed: 0 },
      0,
      0,
    ])
    const nothing = { added: 0, removed: 0, changed: 0 }
    const same = await store.compareMoments({
      namespace: name,
      limit: 9,
      from: { at: 3001 },
      to: { seq: end },
    })
    expect([same.memories, same.links]).toEqual([nothing, nothing])

    const { changes, stretches } = await store.moments(name, 5)
    expect([changes, stretches.length, stretches.at(-1)?.seq]).toEqual([22, 5, end])
    expect(stretches.reduce((sum, stretch) => sum + stretch.changes, 0)).toBe(22)
    const each = await store.moments(name, 100)
    expect(each.stretches.slice(-2)).toMatchObject([
      { seq: end - 1, at: 3000, changes: 1, touched: 1 },
      { seq: end, at: 3001, changes: 1, touched: 2 },
    ])
  })
}
