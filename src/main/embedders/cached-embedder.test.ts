import { describe, expect, it } from 'vitest'
import type { Embedder } from '#engine/ports'
import { createCachedEmbedder } from './cached-embedder.ts'
import { createHashingEmbedder } from './hashing/hashing-embedder.ts'

const watched = (dimension = 4) => {
  const asked: string[][] = []
  const inner = createHashingEmbedder(dimension)
  const embedder: Embedder = {
    id: inner.id,
    dimension,
    embed: (texts, options) => {
      asked.push([...texts])
      return inner.embed(texts, options)
    },
  }
  return { asked, embedder, inner }
}

describe('cached embedder', () => {
  it('EMB-5 answers as the embedder does, and asks it for unknown texts only', async () => {
    const { asked, embedder, inner } = watched()
    const cached = createCachedEmbedder(embedder)
    await cached.embed(['cat', 'dog'])
    const texts = ['dog', 'bird', 'cat', 'fish']
    expect(await cached.embed(texts)).toEqual(await inner.embed(texts))
    expect(asked).toEqual([
      ['cat', 'dog'],
      ['bird', 'fish'],
    ])
    expect(cached.stats()).toMatchObject({ hits: 2, misses: 4, entries: 4 })
  })

  it('EMB-5 asks once for a text that a batch repeats', async () => {
    const { asked, embedder, inner } = watched()
    const cached = createCachedEmbedder(embedder)
    const texts = ['cat', 'dog', 'cat']
    expect(await cached.embed(texts)).toEqual(await inner.embed(texts))
    expect(asked).toEqual([['cat', 'dog']])
    expect(cached.stats()).toMatchObject({ hits: 1, misses: 2 })
  })

  it('EMB-5 stays within its bytes; the least recently used goes first', async () => {
    const { asked, embedder } = watched()
    const cached = createCachedEmbedder(embedder)
    await cached.embed(['cat'])
    const one = cached.stats().bytes
    const small = createCachedEmbedder(embedder, { maxBytes: 2 * one })
    await small.embed(['cat', 'dog'])
    await small.embed(['cat'])
    await small.embed(['bird'])
    expect(small.stats()).toMatchObject({ entries: 2, bytes: 2 * one })
    asked.length = 0
    await small.embed(['cat', 'dog'])
    expect(asked).toEqual([['dog']])
  })

  it('EMB-5 hands out copies: a caller that writes into an answer spoils nothing', async () => {
    const { embedder } = watched()
    const cached = createCachedEmbedder(embedder)
    const first = await cached.embed(['cat'])
    const before = first.slice()
    first.fill(0)
    expect(await cached.embed(['cat'])).toEqual(before)
  })

  it('EMB-5 remembers nothing of a failed or aborted batch', async () => {
    const { embedder } = watched()
    const failing = createCachedEmbedder({ ...embedder, embed: () => Promise.reject(new Error('offline')) })
    await expect(failing.embed(['cat'])).rejects.toThrow('offline')
    expect(failing.stats().entries).toBe(0)
    const aborted = AbortSignal.abort(new Error('enough'))
    await expect(createCachedEmbedder(embedder).embed(['cat'], { signal: aborted })).rejects.toThrow('enough')
  })

  it('EMB-5 asks for nothing when it is asked for nothing', async () => {
    const { asked, embedder } = watched()
    expect(await createCachedEmbedder(embedder).embed([])).toEqual(new Float32Array(0))
    expect(asked).toEqual([])
  })
})
