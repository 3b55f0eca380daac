import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createHashingEmbedder } from '#embedders/hashing/hashing-embedder'
import { openEmbedderThread } from '#workers/embedder-thread'
import { builtFiles } from '../composition/built-files.ts'

const hash = { provider: 'hash', dimension: 32 } as const

describe('the embedder thread', () => {
  it('EMB-1 gives the vectors of the embedder it has', async () => {
    const embedder = await openEmbedderThread(builtFiles.embedderWorker, hash)
    const inner = createHashingEmbedder(32)
    expect(embedder).toMatchObject({ id: inner.id, dimension: 32 })
    expect(await embedder.embed(['amber', 'birch'])).toEqual(await inner.embed(['amber', 'birch']))
    await embedder.close()
  })

  it('that died is replaced at the next call, and after its end no more', async () => {
    const worker = join(import.meta.dirname, 'mortal-embedder-worker.ts')
    const embedder = await openEmbedderThread(worker, hash)
    await expect(embedder.embed(['the end'])).rejects.toThrow(/ended/)
    expect(await embedder.embed(['amber'])).toHaveLength(32)
    await embedder.close()
    await expect(embedder.embed(['amber'])).rejects.toThrow(/ended/)
  })

  it('says why it cannot start', async () => {
    const opening = openEmbedderThread(builtFiles.embedderWorker, { provider: 'static', asset: '/nowhere' })
    await expect(opening).rejects.toThrow(/cannot be read/)
  })
})
