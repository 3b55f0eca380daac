import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { DEFAULT_TEXT_FIELDS } from '#engine/memory/payload'
import { recast } from '#engine/secrets/recast'
import { openDatabase } from '#stores/sqlite/open'
import { sqliteStore } from '#stores/sqlite/sqlite-store'
import { cipherOf, sealedOverStore } from '../secrets/sealed-bench.ts'
import { type EngineInProcess, openEngineInProcess, storeInProcess } from '../store/engine-in-process.ts'

const DAY = 86_400
const NEVER = new AbortController().signal

const put = ({ engine }: EngineInProcess, namespace: string, x: number, payload: object) =>
  engine.memories.store(
    {
      namespace,
      coordinate: [x],
      payload: JSON.stringify(payload),
      type: 'semantic',
      importance: 0,
      ifTaken: 'update',
    },
    'ann',
  )

const names = async ({ engine }: EngineInProcess) =>
  (await engine.namespaces.list()).map(({ name, living, bin }) => [name, living, bin])

const found = async ({ engine }: EngineInProcess, namespace: string, query: string) =>
  (await engine.recall.search({ namespace, query, k: 5 } as never, NEVER)).hits.map(
    ({ memory }) => memory.coordinate[0],
  )

const undo = ({ engine }: EngineInProcess, seq: number | null) => engine.journal.undo(seq ?? 0, 'ben')

const filled = async (file = ':memory:'): Promise<EngineInProcess> => {
  const world = await openEngineInProcess({ file })
  await world.engine.namespaces.create('a', { author: 'ann' })
  for (const x of [1, 2, 3]) await put(world, 'a', x, { text: `zebra ${x}` })
  const link = { from: [1], to: [2], type: 'cites', weight: 2, note: 'n' }
  await world.engine.links.put({ namespace: 'a', ...link }, 'ann')
  await world.engine.savedQueries.save('a', { name: 'one', query: 'zebra', k: 10 }, 'replace', 'ann')
  await world.engine.memories.remove({ namespace: 'a', coordinates: [[3]] }, undefined, 'ann')
  return world
}

describe('a namespace', () => {
  it('MEM-10 is deleted and comes back over a restart, with all that was in it', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'soma-namespaces-'))
    const file = join(folder, 'a.sqlite')
    let world = await filled(file)
    const { removed, seq } = await world.engine.namespaces.remove('a', 'ann')
    expect([removed, await names(world)]).toEqual([2, []])
    expect(world.engine.indexState()).toMatchObject({ vectors: 0 })
    expect(await world.engine.namespaces.bin()).toMatchObject([
      { name: 'a', memories: 2, author: 'ann', seq },
    ])
    await world.engine.close()
    const { db } = openDatabase({ file })
    expect((await sqliteStore(db).diagnose()).found).toEqual([])
    db.close()
    world = await openEngineInProcess({ file })
    expect(await undo(world, seq)).toMatchObject({ count: 2, summary: 'Undid: Deleted the namespace "a"' })
    expect([await names(world), await found(world, 'a', 'zebra')]).toEqual([[['a', 2, 1]], [1, 2]])
    expect((await world.store.links('a', [1], 9))?.links).toMatchObject([{ type: 'cites', note: 'n' }])
    expect(await world.store.artefacts('a', { kind: 'saved-query' })).toHaveLength(1)
    const versions = await world.engine.memories.versions({ namespace: 'a', coordinate: [1] }, 9)
    expect(versions.map(({ author }) => author)).toEqual(['ben', 'ann', 'ann'])
    expect(await world.engine.namespaces.bin()).toEqual([])
    await world.engine.close()
    rmSync(folder, { recursive: true })
  })

  it('MEM-7 MEM-10 leaves its name to another, which stands in the way of its return until it is gone', async () => {
    const world = await filled()
    const { seq } = await world.engine.namespaces.remove('a', 'ann')
    const made = await world.engine.namespaces.create('a', { author: 'ben' })
    await put(world, 'a', 1, { text: 'gnu' })
    expect([await found(world, 'a', 'zebra gnu'), await names(world)]).toEqual([[1], [['a', 1, 0]]])
    const reason = 'there is another namespace "a" now'
    await expect(undo(world, seq)).rejects.toMatchObject({ code: 'change/not-undoable', data: { reason } })
    await expect(undo(world, made)).rejects.toThrow(/the namespace was changed again later, by change \d+/)
    await world.engine.namespaces.rename('a', 'b', 'ben')
    await undo(world, seq)
    expect(await names(world)).toEqual([
      ['a', 2, 1],
      ['b', 1, 0],
    ])
    await world.engine.close()
  })

  it('MEM-10 is undone as it was made, renamed and copied, and going to a point takes all of it', async () => {
    const world = await filled()
    const { engine } = world
    const start = await engine.store.seq()
    const renamed = await engine.namespaces.rename('a', 'b', 'ann')
    const { seq: copied } = await engine.namespaces.copy('b', 'c', 'ann')
    await put(world, 'c', 1, { text: 'gnu' })
    await expect(undo(world, copied)).rejects.toThrow(/was changed again later/)
    await engine.namespaces.remove('b', 'ann')
    const before = await engine.store.seq()
    const go = async (seq: number) => {
      expect(await engine.rewind.plan({ seq, whole: true }, NEVER)).toMatchObject({ obstacle: null })
      for await (const _ of engine.rewind.to({ seq, whole: true }, 'ben', NEVER));
    }
    await go(start)
    expect(await names(world)).toEqual([['a', 2, 1]])
    await go(before)
    expect([await names(world), await found(world, 'c', 'gnu')]).toEqual([[['c', 2, 0]], [1, 2]])
    await go(0)
    expect(await names(world)).toEqual([])
    await go(start)
    expect([await names(world), await found(world, 'a', 'zebra')]).toEqual([[['a', 2, 1]], [1, 2]])
    expect((await engine.history.detail(renamed ?? 0, 9))?.others).toEqual([
      { kind: 'namespace', id: 'name', before: '{"name":"a"}', after: '{"name":"b"}' },
    ])
    const { lines } = await engine.history.list({ whole: true, limit: 9, undos: false, kind: 'namespaces' })
    expect(lines.map(({ action }) => action)).toEqual([
      'namespace-delete',
      'copy',
      'rename',
      'namespace-create',
    ])
    await engine.close()
  })

  it('MEM-9 goes for good with what is deleted as long, or when it is asked for by name', async () => {
    const world = await filled()
    const { engine, time } = world
    await engine.decay.use({ ...engine.decay.rules, isOn: true, binDays: 30 })
    const first = await engine.namespaces.remove('a', 'ann')
    await engine.namespaces.create('a')
    await put(world, 'a', 1, { text: 'gnu' })
    const second = await engine.namespaces.remove('a', 'ann')
    const purge = { seq: first.seq ?? 0, name: 'a' }
    await expect(engine.namespaces.purge({ ...purge, name: 'b' }, 'ann')).rejects.toMatchObject({
      code: 'namespace/not-found',
    })
    expect(await engine.namespaces.purge(purge, 'ann')).toBe(3)
    await expect(undo(world, first.seq)).rejects.toThrow(/its namespace "a" was deleted/)
    time.now += 29 * DAY
    await engine.decay.sweep({ author: 'soma' })
    expect(await engine.namespaces.bin()).toHaveLength(1)
    time.now += 2 * DAY
    expect(await engine.decay.sweep({ author: 'soma' })).toMatchObject({ purged: 1 })
    expect(await engine.namespaces.bin()).toEqual([])
    await expect(undo(world, second.seq)).rejects.toThrow(/was deleted/)
    await engine.close()
  })

  it('SEC-1 comes back readable, also where the key was changed while it was away', async () => {
    const store = storeInProcess()
    const kept = { ...store, close: async () => {} }
    const open = (key: number) =>
      openEngineInProcess({
        store: kept,
        wrap: (one) => sealedOverStore(one, { cipher: cipherOf(key) }),
      })
    const world = await open(1)
    await world.engine.namespaces.create('a', { author: 'ann' })
    await put(world, 'a', 1, { task: 'secret words' })
    const renamed = await world.engine.namespaces.rename('a', 'b', 'ann')
    const { seq } = await world.engine.namespaces.remove('b', 'ann')
    await world.engine.close()
    const to = { cipher: cipherOf(2), fields: ['task', 'code'] as const }
    const options = {
      cipher: cipherOf(2, 1),
      target: to,
      textFields: DEFAULT_TEXT_FIELDS,
      onProgress: () => {},
    }
    expect(await recast(store, options)).toMatchObject({ broken: 0 })
    const later = await open(2)
    await undo(later, seq)
    await undo(later, renamed)
    const memory = await later.engine.memories.get({ namespace: 'a', coordinate: [1] })
    expect(memory.payload).toBe('{"task":"secret words"}')
    await later.engine.close()
    await store.close()
  })

  it('MEM-13 is followed by other processes as it goes and comes', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'soma-namespaces-'))
    const file = join(folder, 'a.sqlite')
    const world = await filled(file)
    const other = await openEngineInProcess({ file })
    await other.engine.followOthers()
    const { seq } = await world.engine.namespaces.remove('a', 'ann')
    await other.engine.followOthers()
    expect(other.engine.indexState()).toMatchObject({ vectors: 0 })
    await undo(world, seq)
    await other.engine.followOthers()
    expect(await found(other, 'a', 'zebra')).toEqual([1, 2])
    await other.engine.close()
    await world.engine.close()
    rmSync(folder, { recursive: true })
  })
})
