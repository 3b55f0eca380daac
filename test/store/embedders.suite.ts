import { expect, it } from 'vitest'
import type { BuildRecord } from '#engine/ports'
import { type Bench, DIMENSION, draft, put, vector } from './store-bench.ts'

const START = { seq: 0, key: 0 }

/** Which embedders a store knows, and the switch from one to another (EMB-4). */
export const embeddersSuite = (bench: () => Bench): void => {
  const record = (id: string) => ({ id, dimension: DIMENSION, settings: { provider: 'test', model: id } })
  const build = (id: string, more: Partial<BuildRecord> = {}): BuildRecord => ({
    ...record(id),
    author: 'test',
    isPaused: false,
    undoes: null,
    ...more,
  })
  const line = { at: 5, action: 'embedder', summary: 'Changed embedder' }
  const stored = async (x: number) => {
    const namespace = await bench().namespace()
    const { change } = await bench().store.commit(
      draft(namespace, [put(namespace, [x], { text: `t${x}` })], { embedder: 'one@1' }),
    )
    const key = (await bench().store.keyOf(namespace, [x])) ?? 0
    return { namespace, cursor: { seq: change?.seq ?? 0, key } }
  }

  it('EMB-4 remembers which embedder answers, which is being built, and which one was before', async () => {
    const { store } = bench()
    await store.adoptEmbedder(record('one@1'))
    expect((await store.embedders()).active).toEqual({ ...record('one@1'), since: null })
    await store.beginBuild(build('two@1'))
    await store.pauseBuild(true)
    expect((await store.embedders()).building).toEqual(build('two@1', { isPaused: true }))
    await store.pauseBuild(false)
    const { cursor } = await stored(1)
    const change = await store.finishBuild({ cursor, ...line })
    expect(change).toMatchObject({ namespace: '', author: 'test', action: 'embedder', undoes: null })
    expect(await store.embedders()).toMatchObject({
      active: { ...record('two@1'), since: change?.seq },
      building: null,
      previous: record('one@1'),
    })
    // Back again: while its vectors are brought up to date it is still the one before.
    await store.beginBuild(build('one@1', { undoes: change?.seq ?? 0 }))
    await store.cancelBuild()
    expect(await store.embedders()).toMatchObject({ building: null, previous: record('one@1') })
    await store.beginBuild(build('one@1', { undoes: change?.seq ?? 0 }))
    const undone = await store.finishBuild({ cursor: (await stored(2)).cursor, ...line })
    const [, first] = (await store.changes({ limit: 50 })).filter(({ action }) => action === 'embedder')
    expect(first).toMatchObject({ seq: change?.seq, undoneBy: undone?.seq })
    expect(await store.embedders()).toMatchObject({
      active: record('one@1'),
      previous: record('two@1'),
    })
    await store.forgetPrevious()
    expect((await store.embedders()).unused).toContain('two@1')
    expect(await store.dropVectors('two@1', 100)).toBe(true)
    expect((await store.embedders()).unused).not.toContain('two@1')
  })

  it('EMB-4 does not switch over a change that came later, nor without a build', async () => {
    const { store } = bench()
    await store.adoptEmbedder(record('one@1'))
    const { cursor } = await stored(1)
    expect(await store.finishBuild({ cursor, ...line })).toBeNull()
    await store.beginBuild(build('three@1'))
    const later = await stored(2)
    const before = await store.seq()
    expect(await store.finishBuild({ cursor, ...line })).toBeNull()
    expect(await store.seq()).toBe(before)
    expect((await store.embedders()).building).not.toBeNull()
    expect(await store.finishBuild({ cursor: later.cursor, ...line })).not.toBeNull()
    await store.adoptEmbedder(record('one@1'))
  })

  it('EMB-4 drops vectors in slices, but never those of an embedder with a role', async () => {
    const { store } = bench()
    await store.adoptEmbedder(record('one@1'))
    await stored(1)
    const missing = await store.withoutVector('five@1', START, 3)
    const vectors = Float32Array.from(missing.flatMap((_, i) => [...vector(i)]))
    await store.putVectors('five@1', missing, vectors)
    const { covered } = await store.coverage('five@1')
    expect(covered).toBe(missing.length)
    for (let left = covered; left > 0; left--) expect(await store.dropVectors('five@1', 1)).toBe(false)
    expect(await store.dropVectors('five@1', 1)).toBe(true)
    expect(await store.dropVectors('five@1', 1)).toBe(true)
    const before = await store.coverage('one@1')
    expect(await store.dropVectors('one@1', 10)).toBe(true)
    expect(await store.coverage('one@1')).toEqual(before)
  })

  it('hands out missing texts in the order of their changes, and no more text at once than is good', async () => {
    const { store } = bench()
    const namespace = await bench().namespace()
    const { cursor } = await stored(1)
    const long = 'x'.repeat(450_000)
    for (let x = 0; x < 12; x++) await store.commit(draft(namespace, [put(namespace, [x], { text: long })]))
    await store.commit(draft(namespace, [put(namespace, [0], { text: `${long} again` })]))
    const first = await store.withoutVector('four@9', cursor, 100)
    expect(first).toHaveLength(9)
    const last = first.at(-1)
    const rest = await store.withoutVector('four@9', { seq: last?.seq ?? 0, key: last?.key ?? 0 }, 100)
    expect(rest).toHaveLength(3)
    expect(rest.at(-1)?.text).toMatch(/again$/)
  })
}
