import { describe, expect, it } from 'vitest'
import type { ConsolidationWindow } from '#contract/life'
import { AdviserFault } from '#engine/life/adviser-ports'
import { never } from '../recall/engine.ts'
import { A, type LifeWorld, openLife, resultOf } from './world.ts'

const window = (extra: Partial<ConsolidationWindow> = {}): ConsolidationWindow => ({
  namespace: A,
  threshold: 0.6,
  least: 2,
  by: 'extract',
  ...extra,
})
const previewOf = async ({ engine }: LifeWorld, extra: Partial<ConsolidationWindow> = {}) =>
  (await resultOf(engine.life.consolidation.preview(window(extra), never()))).preview

const tell = async (world: LifeWorld): Promise<void> => {
  await world.episode(1, 'The deploy failed because the disk was full.', { importance: 3 })
  await world.episode(2, 'The deploy failed because the disk was full again.', { importance: 1 })
  await world.episode(3, 'A purple whale sang opera in the harbour.')
  await world.episode(4, 'The deploy failed because of the full disk.')
}
const sourcesOf = (preview: Awaited<ReturnType<typeof previewOf>>): number[][] =>
  preview.groups.map(({ sources }) => sources.map(({ memory }) => memory.coordinate[0] as number).sort())

describe('consolidation', () => {
  it('LIFE-2 groups episodes that say about the same and shows a summary before anything is written', async () => {
    const world = await openLife()
    await tell(world)
    const seq = await world.store.seq()
    const preview = await previewOf(world)
    expect(sourcesOf(preview)).toEqual([[1, 2, 4]])
    expect(preview.groups[0]).toMatchObject({ by: 'extract', trouble: null })
    expect(preview.groups[0]?.summary).toContain('disk')
    expect(preview).toMatchObject({ episodes: 4, leftOut: 0, consolidated: 0 })
    expect(await world.store.seq()).toBe(seq)
  })

  it('LIFE-2 stores each summary at a new coordinate, linked to its sources, which stay; undo takes all of it back', async () => {
    const world = await openLife()
    await tell(world)
    const before = await world.engine.memories.page({
      namespace: A,
      bin: false,
      offset: 0,
      limit: 100,
      sort: { by: 'coordinate', direction: 'asc' },
    })
    const summary = {
      title: 'Full disk',
      summary: 'Deploys fail when the disk is full.',
      sources: [
        [1, 0],
        [2, 0],
        [4, 0],
      ],
    }
    const done = await world.engine.life.consolidation.write({ namespace: A, groups: [summary] }, 'ann')
    const [coordinate = []] = done.coordinates
    const made = await world.engine.memories.get({ namespace: A, coordinate })
    expect(made).toMatchObject({ type: 'semantic', importance: 3, timestamp: null })
    expect(JSON.parse(made.payload)).toEqual({
      title: 'Full disk',
      summary: summary.summary,
      consolidated: 3,
    })
    const { links } = await world.engine.links.of(A, coordinate, 10)
    const linked = links.map(({ type, direction, memory }) => [type, direction, memory.coordinate[0]])
    expect(linked.sort()).toEqual([1, 2, 4].map((x) => ['consolidated_from', 'out', x]))
    expect((await world.engine.memories.stats(A)).total).toBe(5)
    await world.engine.journal.undo(done.seq, 'ann')
    const after = await world.engine.memories.page({
      namespace: A,
      bin: false,
      offset: 0,
      limit: 100,
      sort: { by: 'coordinate', direction: 'asc' },
    })
    expect(after.rows).toEqual(before.rows)
  })

  it('LIFE-2 leaves out what a summary speaks for already, until that is undone', async () => {
    const world = await openLife()
    await tell(world)
    const group = {
      title: '',
      summary: 'The disk was full.',
      sources: [
        [1, 0],
        [2, 0],
      ],
    }
    const { seq } = await world.engine.life.consolidation.write({ namespace: A, groups: [group] }, 'ann')
    expect(await previewOf(world)).toMatchObject({ episodes: 4, consolidated: 2, groups: [] })
    await world.engine.journal.undo(seq, 'ann')
    expect(sourcesOf(await previewOf(world))).toEqual([[1, 2, 4]])
  })

  it('LIFE-2 looks at the window alone, and at episodes alone', async () => {
    const world = await openLife()
    for (let x = 0; x < 6; x++) await world.episode(x, 'The same thing happened.', { timestamp: 1000 + x })
    await world.episode(9, 'The same thing happened.', { type: 'semantic' })
    expect(sourcesOf(await previewOf(world, { from: 1002, to: 1004 }))).toEqual([[2, 3, 4]])
    expect(sourcesOf(await previewOf(world, { to: 1000 }))).toEqual([])
    expect(await previewOf(world, { from: 5000 })).toMatchObject({ episodes: 0, groups: [] })
    expect(sourcesOf(await previewOf(world, { least: 7 }))).toEqual([])
  })

  it('LIFE-2 reports progress and can be cancelled', async () => {
    const world = await openLife()
    for (let x = 0; x < 120; x++) await world.episode(x, `word${x} other${x}`)
    const stop = new AbortController()
    const items = world.engine.life.consolidation.preview(window(), stop.signal)
    expect(await items.next()).toMatchObject({ value: { type: 'progress', done: 0, total: 120 } })
    expect(await items.next()).toMatchObject({ value: { type: 'progress', done: 50 } })
    stop.abort(new Error('enough'))
    await expect(items.next()).rejects.toThrow('enough')
  })

  it('LIFE-2 refuses sources that are gone, and writes nothing', async () => {
    const world = await openLife()
    await world.episode(1, 'here')
    const group = {
      title: '',
      summary: 'x',
      sources: [
        [1, 0],
        [2, 0],
      ],
    }
    const written = world.engine.life.consolidation.write({ namespace: A, groups: [group] }, 'ann')
    await expect(written).rejects.toMatchObject({ code: 'memory/not-found', data: { coordinate: [2, 0] } })
    expect((await world.engine.memories.stats(A)).total).toBe(1)
  })

  it('LIFE-2 gives every summary of one change a place of its own', async () => {
    const world = await openLife()
    await tell(world)
    const groups = [1, 2, 4].map((x) => ({ title: '', summary: 'One and the same.', sources: [[x, 0]] }))
    const { coordinates } = await world.engine.life.consolidation.write({ namespace: A, groups }, 'ann')
    expect(new Set(coordinates.map(String)).size).toBe(3)
  })

  it('LIFE-2 takes the words of a language model where it is asked to, and says why where it gave none', async () => {
    const answers = [
      async () => 'Deploys need room.',
      () => Promise.reject(new AdviserFault('The server is gone.')),
    ]
    const asked: (readonly string[])[] = []
    const summarise = (texts: readonly string[]) => {
      asked.push(texts)
      return (answers[asked.length - 1] ?? answers[0])?.() as Promise<string>
    }
    const world = await openLife({}, { summariser: { name: 'tiny', summarise } })
    await tell(world)
    const first = await previewOf(world, { by: 'chat' })
    expect(first.groups[0]).toMatchObject({ summary: 'Deploys need room.', by: 'chat', trouble: null })
    expect(asked[0]).toHaveLength(3)
    const second = await previewOf(world, { by: 'chat' })
    expect(second.groups[0]).toMatchObject({ by: 'extract', trouble: 'The server is gone.' })
    expect(second.groups[0]?.summary).toContain('disk')
    const none = await openLife()
    await tell(none)
    expect((await previewOf(none, { by: 'chat' })).groups[0]?.trouble).toContain('No language model is set')
  })

  it('SEC-1 writes what sealed fields say into a field that is sealed', async () => {
    const world = await openLife({ sealed: ['task', 'code'] })
    await world.episode(1, 'secret words')
    const group = { title: 'secret', summary: 'Secret words.', sources: [[1, 0]] }
    const { coordinates } = await world.engine.life.consolidation.write(
      { namespace: A, groups: [group] },
      'ann',
    )
    const made = await world.engine.memories.get({ namespace: A, coordinate: coordinates[0] as number[] })
    expect(JSON.parse(made.payload)).toEqual({ task: 'Secret words.', consolidated: 1 })
  })
})
