import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createHashingEmbedder } from '#embedders/hashing/hashing-embedder'
import { createEngine, type Engine } from '#engine/index'
import type { MemoryStore, VectorCursor, VectorIndex } from '#engine/ports'
import { serveIndex } from '#workers/serve-index'
import { promising } from '../promising.ts'
import { storeInProcess } from '../store/engine-in-process.ts'

const START = { seq: 0, key: 0 }

describe('the saved index beside the store', () => {
  let folder: string
  let snapshot: string
  let database: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'soma-saved-'))
    snapshot = join(folder, 'index', 'vectors.fractal')
    database = join(folder, 'memories.sqlite')
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  interface Opened {
    readonly engine: Engine
    readonly index: VectorIndex
    /** Where the index began to read. */
    readonly from: VectorCursor[]
  }

  const time = { now: 1000 }

  const open = async ({ file = database, dimension = 32, isCompact = false } = {}): Promise<Opened> => {
    const from: VectorCursor[] = []
    const inProcess = storeInProcess(file)
    const store: MemoryStore = {
      ...inProcess,
      vectorsAfter: (cursor, ...rest) => {
        from.push(cursor)
        return inProcess.vectorsAfter(cursor, ...rest)
      },
    }
    const served = serveIndex({
      dimension,
      jobWorker: 'none is needed for so few',
      trialWorker: 'nor',
      snapshot,
      settings: { isCompact },
    })
    const index = promising<VectorIndex>({ ...served, close: () => served.finishSaving() })
    const silent = { info: () => {}, warn: () => {}, error: () => {} }
    const clock = { now: () => time.now++, elapsed: () => 0 }
    const embedder = createHashingEmbedder(dimension)
    const engine = createEngine({ store, index, embedder, clock, log: silent })
    await engine.load()
    return { engine, index, from }
  }

  const keep = ({ engine }: Opened, at: number, text: string) =>
    engine.memories.store(
      {
        namespace: 'a',
        coordinate: [at],
        payload: JSON.stringify({ text }),
        type: 'semantic',
        importance: 0,
        ifTaken: 'update',
      },
      'test',
    )

  const nearest = async ({ engine }: Opened, query: string): Promise<number[]> => {
    const weights = { vector: 1, keyword: 0, importance: 0, recency: 0 }
    const recall = { namespace: 'a', query, k: 3, weights }
    const { hits } = await engine.recall.search(recall, new AbortController().signal)
    return hits.map(({ memory }) => memory.coordinate[0] as number)
  }

  const filled = async (): Promise<Opened> => {
    const opened = await open()
    await opened.engine.namespaces.create('a')
    for (const [at, text] of ['amber', 'birch', 'coral', 'delta'].entries()) await keep(opened, at, text)
    return opened
  }

  it('IDX-7 is taken over at the next start, which reads only what came after it', async () => {
    const first = await filled()
    await first.engine.close()
    expect(existsSync(snapshot)).toBe(true)
    const second = await open()
    expect(second.from[0]).not.toEqual(START)
    expect(second.engine.indexState()).toMatchObject({ state: 'ready', vectors: 4 })
    expect((await nearest(second, 'coral'))[0]).toBe(2)
    await keep(second, 4, 'ember')
    expect((await nearest(second, 'ember'))[0]).toBe(4)
    await second.engine.close()
  })

  it('MEM-8 catches up with what was changed after it was saved, as after a crash', async () => {
    const first = await filled()
    await first.engine.keepIndex()
    await first.index.close()
    await keep(first, 0, 'fjord')
    await first.engine.memories.remove({ namespace: 'a', coordinates: [[1]] }, undefined, 'test')
    // The program ends here without a word: the file is that of four memories.
    const second = await open()
    expect(second.from[0]).not.toEqual(START)
    expect(second.engine.indexState()).toMatchObject({ vectors: 3 })
    expect((await nearest(second, 'fjord'))[0]).toBe(0)
    expect(await nearest(second, 'birch')).not.toContain(1)
  })

  it('IDX-7 is passed over where the database is another one, though its changes have the same numbers', async () => {
    await (await filled()).engine.close()
    const other = await open({ file: join(folder, 'other.sqlite') })
    await other.engine.namespaces.create('a')
    for (const at of [0, 1, 2, 3]) await keep(other, at, `granite ${at}`)
    await other.index.close()
    const again = await open({ file: join(folder, 'other.sqlite') })
    expect(again.from[0]).toEqual(START)
    expect(again.engine.indexState()).toMatchObject({ vectors: 4 })
  })

  it('EMB-1 is passed over with another embedder', async () => {
    await (await filled()).engine.close()
    const other = await open({ dimension: 48 })
    expect(other.from[0]).toEqual(START)
    expect(other.engine.indexState()).toMatchObject({ vectors: 4 })
  })

  it('IDX-7 that lacks a vector is filled anew', async () => {
    const first = await filled()
    const { space } = await first.engine.store.space('a')
    const key = await first.engine.store.keyOf('a', [2])
    await first.index.apply({
      spaces: Uint32Array.of(space),
      keys: Uint32Array.of(key as number),
      alive: Uint8Array.of(0),
      vectors: new Float32Array(32),
      cursor: START,
      complete: true,
    })
    await first.engine.close()
    const second = await open()
    expect(second.from).toContainEqual(START)
    expect((await nearest(second, 'coral'))[0]).toBe(2)
  })

  it('IDX-7 that is damaged is filled anew, and saved anew', async () => {
    await (await filled()).engine.close()
    const bytes = readFileSync(snapshot)
    bytes[bytes.length >> 1]! ^= 8
    writeFileSync(snapshot, bytes)
    const second = await open()
    expect(second.from[0]).toEqual(START)
    expect((await nearest(second, 'delta'))[0]).toBe(3)
    await second.engine.close()
    const third = await open()
    expect(third.from[0]).not.toEqual(START)
  })

  it('IDX-7, IDX-10 is read by either form, whichever wrote it', async () => {
    await (await filled()).engine.close()
    for (const isCompact of [true, false]) {
      const opened = await open({ isCompact })
      expect(opened.from[0]).not.toEqual(START)
      expect((await nearest(opened, 'coral'))[0]).toBe(2)
      await keep(opened, isCompact ? 5 : 6, isCompact ? 'fjord' : 'granite')
      await opened.engine.close()
    }
    const last = await open({ isCompact: true })
    expect((await nearest(last, 'fjord'))[0]).toBe(5)
    expect((await nearest(last, 'granite'))[0]).toBe(6)
    await last.engine.close()
  })

  it('IDX-10 makes a compact index anew whose file turns out damaged, and answers nothing wrong', async () => {
    const opened = await open({ isCompact: true })
    await opened.engine.namespaces.create('a')
    for (const [at, text] of ['amber', 'birch', 'coral'].entries()) await keep(opened, at, text)
    const before = opened.from.length
    const lost = Object.assign(new Error('The file of the vectors is damaged.'), { name: 'LostRow' })
    const search = vi.spyOn(opened.index, 'search').mockRejectedValueOnce(lost)
    await nearest(opened, 'coral')
    await vi.waitFor(() => expect(opened.engine.indexState()).toMatchObject({ state: 'ready', vectors: 3 }))
    expect(opened.from.slice(before)).toContainEqual(START)
    expect((await nearest(opened, 'coral'))[0]).toBe(2)
    search.mockRestore()
    await opened.engine.close()
  })

  it('is not written again where nothing changed', async () => {
    await (await filled()).engine.close()
    const before = statSync(snapshot).mtimeMs
    const second = await open()
    await second.engine.keepIndex()
    await second.engine.close()
    expect(statSync(snapshot).mtimeMs).toBe(before)
  })
})
