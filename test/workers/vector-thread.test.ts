import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createHashingEmbedder } from '#embedders/hashing/hashing-embedder'
import { openVectorThread } from '#workers/vector-thread'
import { sourceFiles } from '../composition/source-files.ts'
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
    const index = await openVectorThread(vectorWorker, {
      dimension: 32,
      jobWorker: sourceFiles.jobWorker,
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
