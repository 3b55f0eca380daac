import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { createHashingEmbedder } from '#embedders/hashing/hashing-embedder'
import { randomFrom } from '#engine/fractal/random'
import { defaultSettings } from '#engine/fractal/search-settings'
import { openVectorThread } from '#workers/vector-thread'
import { builtFiles } from '../composition/built-files.ts'
import {
  during,
  from,
  loaded,
  removeFolder,
  SAMPLE,
  SAMPLE_SIZE,
  start,
  statusOf,
  temporaryFolder,
} from '../composition/start.ts'

const vectorWorker = join(import.meta.dirname, 'mortal-vector-worker.ts')
const embedding = { provider: 'hash', dimension: 32 } as const

describe('the vector thread', () => {
  it('that died answers no more until the index begins anew', async () => {
    const index = openVectorThread(vectorWorker, {
      dimension: 32,
      jobWorker: builtFiles.jobWorker,
      trialWorker: builtFiles.trialWorker,
      snapshot: null,
    })
    const vector = await createHashingEmbedder(32).embed(['the end'])
    await expect(index.search({ space: 1, vector, k: 1 })).rejects.toThrow(/ended/)
    await expect(index.stats()).rejects.toThrow(/ended/)
    await index.clear()
    expect(await index.stats()).toMatchObject({ vectors: 0 })
    await index.close()
    await expect(index.clear()).rejects.toThrow(/ended/)
  })

  it('that cannot start says so to who asks, and takes other settings all the same', async () => {
    const { jobWorker, trialWorker } = builtFiles
    const index = openVectorThread('/nowhere.js', { dimension: 32, jobWorker, trialWorker, snapshot: null })
    const asked = expect(index.stats()).rejects.toThrow(/nowhere/)
    await index.configure(defaultSettings)
    await asked
    await index.close()
  })

  it('QUAL-3 gives a copy in a thread of its own, and exact answers that hold nobody up', async () => {
    const dimension = 16
    const { jobWorker, trialWorker, vectorWorker: ownWorker } = builtFiles
    const index = openVectorThread(ownWorker, { dimension, jobWorker, trialWorker, snapshot: null })
    const random = randomFrom(3)
    const count = 2500
    const vectors = Float32Array.from({ length: count * dimension }, () => random() - 0.5)
    await index.apply({
      spaces: new Uint32Array(count).fill(1),
      keys: Uint32Array.from({ length: count }, (_, i) => i + 1),
      alive: new Uint8Array(count).fill(1),
      vectors,
      cursor: { seq: 1, key: count },
      complete: true,
    })
    while ((await index.health(1)).tree?.isCalibrated !== true) await setTimeout(20)
    const asked = vectors.slice(0, 4 * dimension)
    const exact = index.nearest(1, asked, 5)
    const order: string[] = []
    void exact.then(() => order.push('exact'))
    await index.stats()
    order.push('stats')
    const expected = await Promise.all(
      [0, 1, 2, 3].map(async (i) => {
        const vector = asked.slice(i * dimension, (i + 1) * dimension)
        return [...(await index.search({ space: 1, vector, k: 5, exact: true })).keys]
      }),
    )
    expect((await exact).map(({ keys }) => [...keys])).toEqual(expected)
    expect(order[0]).toBe('stats')
    const trial = await index.openTrial(1)
    expect((await trial.nearest(asked, 5)).map(({ keys }) => [...keys])).toEqual(expected)
    const all = { profile: 'balanced', beamWidth: 1000, maxCandidates: 5000 } as const
    const { keys, micros } = await trial.measure({ vectors: asked, k: 5, keep: 5 }, all)
    expect([...keys.subarray(0, 5)]).toEqual(expected[0])
    expect(micros).toHaveLength(4)
    await trial.close()
    await index.close()
  })

  it('MEM-8 that dies under the running app comes back by itself with all vectors', async () => {
    const dataDir = temporaryFolder()
    try {
      await during(
        start(dataDir, { mode: 'on_demand', embedding, files: { vectorWorker } }),
        async (composition) => {
          await loaded(composition)
          const { recall } = composition.handlers
          const search = (query: string) => recall.search({ namespace: SAMPLE, query, k: 3 }, from())
          const byWords = { note: 'vectors-loading', candidates: { vector: 0 } }
          expect(await search('the end')).toMatchObject(byWords)
          expect((await statusOf(composition)).index.state).toBe('failed')
          await loaded(composition)
          expect((await statusOf(composition)).index).toMatchObject({ vectors: SAMPLE_SIZE })
          expect(await search('session cookie')).toMatchObject({ note: null, candidates: { vector: 200 } })
        },
      )
    } finally {
      removeFolder(dataDir)
    }
  })
})
