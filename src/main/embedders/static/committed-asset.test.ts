import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { loadStaticEmbedder, readStaticName } from './load-static-embedder.ts'

const asset = new URL('../../../../assets/embedder/static-en.bin', import.meta.url)

const cosine = (one: string, other: string): number => {
  const { dimension } = embedder
  const rows = new Float32Array(2 * dimension)
  embedder.embedInto(one, rows, 0)
  embedder.embedInto(other, rows, dimension)
  return rows.subarray(0, dimension).reduce((sum, x, i) => sum + x * rows[dimension + i]!, 0)
}
const embedder = loadStaticEmbedder(fileURLToPath(asset))

describe('committed asset', () => {
  it('EMB-2 has the bytes that the trainer said it wrote', () => {
    const sha256 = createHash('sha256').update(readFileSync(asset)).digest('hex')
    expect(readFileSync(new URL('static-en.bin.sha256', asset), 'utf8')).toBe(`${sha256}  static-en.bin\n`)
  })

  it('EMB-2 makes vectors of 512 dimensions, and is known by its first bytes', () => {
    expect(embedder.dimension).toBe(512)
    const { id, dimension } = embedder
    expect(readStaticName(fileURLToPath(asset))).toEqual({ id, dimension })
  })

  it('EMB-2 knows meaning, not just letters', () => {
    const related = [
      ['The cat rested on the carpet', 'A kitten slept on the rug'],
      ['physician', 'doctor'],
      ['how do I repair my car', 'fixing an automobile'],
    ] as const
    for (const [one, other] of related) {
      expect(cosine(one, other), `${one} ~ ${other}`).toBeGreaterThan(
        cosine(one, 'quarterly tax report') + 0.2,
      )
    }
  })
})
