import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createHashingEmbedder } from './hashing-embedder.ts'

const norm = (vector: Float32Array): number => Math.hypot(...vector)

describe('hashing embedder', () => {
  it('EMB-3 gives texts with the same terms the same vector, and names its dimension', async () => {
    const embedder = createHashingEmbedder(64)
    expect(embedder.id).toBe('hashing-64@1')
    const rows = await embedder.embed(['the cached cookie', 'Cookies, cached!', 'something else'])
    expect(rows.slice(0, 64)).toEqual(rows.slice(64, 128))
    expect(rows.slice(0, 64)).not.toEqual(rows.slice(128))
  })

  it('EMB-1 makes vectors of length 1 of any text', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: 'binary' }),
        fc.integer({ min: 1, max: 16 }),
        async (text, dimension) => {
          expect(norm(await createHashingEmbedder(dimension).embed([text]))).toBeCloseTo(1, 5)
        },
      ),
    )
  })

  it.each([0, -1, 1.5, Number.NaN])('EMB-1 refuses %s dimensions', (dimension) => {
    expect(() => createHashingEmbedder(dimension)).toThrow(RangeError)
  })
})
