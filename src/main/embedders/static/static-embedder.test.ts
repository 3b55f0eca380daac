import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createStaticEmbedder } from './static-embedder.ts'
import { tinyAsset } from './tiny-asset.fixture.ts'

const embedder = createStaticEmbedder(tinyAsset)

const vectorOf = (text: string): Float32Array => {
  const out = new Float32Array(embedder.dimension)
  embedder.embedInto(text, out, 0)
  return out
}

const dot = (a: Float32Array, b: Float32Array): number => a.reduce((sum, x, i) => sum + x * b[i]!, 0)
const cosine = (one: string, other: string): number => dot(vectorOf(one), vectorOf(other))

describe('static embedder', () => {
  it('EMB-1 is named by the release of its asset and as long as both halves', () => {
    expect(embedder.id).toBe('static-en@7')
    expect(embedder.dimension).toBe(4 + 256)
  })

  it('EMB-2 is three parts meaning to one part letters', () => {
    const vector = vectorOf('cat')
    expect(dot(vector.subarray(0, 4), vector.subarray(0, 4))).toBeCloseTo(0.75, 6)
    expect(dot(vector.subarray(4), vector.subarray(4))).toBeCloseTo(0.25, 6)
  })

  it('EMB-2 brings words of one meaning near and words of another not', () => {
    expect(cosine('the cat', 'a kitten')).toBeGreaterThan(0.7)
    expect(Math.abs(cosine('cat', 'pizza'))).toBeLessThan(0.1)
  })

  it('EMB-2 knows the words inside identifiers, possessives, plurals and accents', () => {
    for (const text of ['catKitten', 'cat_kitten', "cat's kitten", 'cats kittens', 'cät kittèn']) {
      expect(vectorOf(text).slice(0, 4), text).toEqual(vectorOf('cat kitten').slice(0, 4))
    }
  })

  it('EMB-2 falls back to letters where it knows no word, and to meaning where there is no term', () => {
    expect(cosine('CVE-2008-0322', 'cve 2008 0322')).toBeGreaterThan(0.7)
    expect(vectorOf('CVE-2008-0322').slice(0, 4)).toEqual(new Float32Array(4))
    expect(dot(vectorOf('the'), vectorOf('the'))).toBeCloseTo(1, 5)
  })

  it('EMB-2 gives texts without a word a vector of their characters, and all empty texts one', () => {
    expect(cosine('🎉🎉', '🎉')).toBeCloseTo(1, 5)
    expect(cosine('!?', '?!')).toBeCloseTo(1, 5)
    expect(cosine('', ' \n')).toBeCloseTo(1, 5)
    expect(Math.abs(cosine('', 'cat'))).toBeLessThan(0.1)
  })

  it('EMB-1 makes vectors of length 1 of any text', () => {
    const words = fc
      .array(fc.constantFrom('cat', 'the', 'café', '!', 'xyzzy', '猫', '1'))
      .map((w) => w.join(' '))
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), words), (text) => {
        const vector = vectorOf(text)
        expect(dot(vector, vector)).toBeCloseTo(1, 4)
      }),
      { numRuns: 1000 },
    )
  })

  it('EMB-1 writes one row and nothing beside it', () => {
    const { dimension } = embedder
    const out = new Float32Array(3 * dimension).fill(9)
    embedder.embedInto('cat', out, dimension)
    expect(out.subarray(0, dimension).every((x) => x === 9)).toBe(true)
    expect(out.subarray(2 * dimension).every((x) => x === 9)).toBe(true)
    expect(out.slice(dimension, 2 * dimension)).toEqual(vectorOf('cat'))
  })

  it('EMB-1 embeds a batch row by row, and none of none', async () => {
    const texts = Array.from({ length: 70 }, (_, i) => `cat ${i}`)
    const rows = await embedder.embed(texts)
    texts.forEach((text, i) => {
      expect(rows.slice(i * embedder.dimension, (i + 1) * embedder.dimension)).toEqual(vectorOf(text))
    })
    expect(await embedder.embed([])).toEqual(new Float32Array(0))
  })

  it('EMB-1 stops when it is told to', async () => {
    const abort = new AbortController()
    const work = embedder.embed(
      Array.from({ length: 10_000 }, () => 'cat'),
      { signal: abort.signal },
    )
    abort.abort(new Error('enough'))
    await expect(work).rejects.toThrow('enough')
  })
})
