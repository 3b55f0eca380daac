import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { createHashingEmbedder } from '#embedders/hashing/hashing-embedder'
import { writeStaticAsset } from '#embedders/static/asset-format'
import { readStaticName } from '#embedders/static/load-static-embedder'
import { createStaticEmbedder } from '#embedders/static/static-embedder'
import { tinyAsset } from '#embedders/static/tiny-asset.fixture'
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

  it('EMB-2 is known before its thread starts, which the first text does', async () => {
    const inner = createHashingEmbedder(32)
    const late = { name: { id: inner.id, dimension: 32 }, after: undefined }
    const embedder = await openEmbedderThread(builtFiles.embedderWorker, hash, undefined, late)
    expect(embedder).toMatchObject({ id: inner.id, dimension: 32 })
    const texts = ['amber', 'birch'].map((text) => [text])
    const both = await Promise.all(texts.map((one) => embedder.embed(one)))
    expect(both).toEqual(await Promise.all(texts.map((one) => inner.embed(one))))
    await embedder.close()
    await expect(embedder.embed(['amber'])).rejects.toThrow(/ended/)
  })

  it('EMB-2 that was never asked ends, and starts no more', async () => {
    const late = { name: { id: 'hash', dimension: 32 }, after: undefined }
    const embedder = await openEmbedderThread('/nowhere.js', hash, undefined, late)
    await embedder.close()
    await expect(embedder.embed(['amber'])).rejects.toThrow(/ended/)
  })

  it('EMB-2 tells what is wrong with its file once that is read, and is well when the file is', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'soma-embedder-'))
    const asset = join(folder, 'tiny.bin')
    const bytes = writeStaticAsset(tinyAsset)
    const torn = Uint8Array.from(bytes)
    torn[torn.length - 1]! ^= 1
    writeFileSync(asset, torn)
    const health: string[] = []
    const after = Promise.withResolvers<void>()
    const embedder = await openEmbedderThread(
      builtFiles.embedderWorker,
      { provider: 'static', asset },
      ({ state, message }) => health.push(`${state} ${message}`),
      { name: readStaticName(asset), after: after.promise },
    )
    expect(embedder).toMatchObject({ id: 'static-en@7', dimension: 260 })
    expect(embedder.health().state).toBe('ready')
    after.resolve()
    await vi.waitFor(() => expect(health).toEqual([expect.stringMatching(/^unreachable .*checksum/)]))
    await expect(embedder.embed(['cat'])).rejects.toThrow(/checksum/)
    writeFileSync(asset, bytes)
    expect(await embedder.embed(['cat'])).toEqual(await createStaticEmbedder(tinyAsset).embed(['cat']))
    expect(embedder.health()).toMatchObject({ state: 'ready', message: '' })
    await embedder.close()
    rmSync(folder, { recursive: true })
  })

  it('says why it cannot start', async () => {
    const opening = openEmbedderThread(builtFiles.embedderWorker, { provider: 'static', asset: '/nowhere' })
    await expect(opening).rejects.toThrow(/cannot be read/)
  })
})
