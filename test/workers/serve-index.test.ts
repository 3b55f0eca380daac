import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate as turn } from 'node:timers/promises'
import { afterAll, describe, expect, it } from 'vitest'
import { defaultSettings } from '#engine/fractal/search-settings'
import { serveIndex } from '#workers/serve-index'

const folder = mkdtempSync(join(tmpdir(), 'soma-serve-index-'))
afterAll(() => rmSync(folder, { recursive: true }))

const dimension = 512
const rows = 1500

describe('an index that changes its form', () => {
  it('IDX-10 lets a copy that is being made of it be whole, whenever that was begun', async () => {
    const index = serveIndex({
      dimension,
      jobWorker: 'none is needed for so few',
      trialWorker: 'nor for a copy',
      snapshot: join(folder, 'vectors.fractal'),
    })
    index.apply({
      spaces: new Uint32Array(rows).fill(1),
      keys: Uint32Array.from({ length: rows }, (_, key) => key),
      alive: new Uint8Array(rows).fill(1),
      vectors: Float32Array.from({ length: rows * dimension }, (_, i) => Math.sin(i)),
      cursor: { seq: 1, key: rows },
      complete: true,
    })
    const full = index.stats().bytes
    const rest = async (isCompact: boolean): Promise<void> => {
      while (index.stats().bytes < full * 0.7 !== isCompact) await turn()
    }
    for (let begun = 2; begun <= 16; begun += 2) {
      index.configure({ ...defaultSettings, isCompact: true })
      await rest(true)
      index.configure({ ...defaultSettings, isCompact: false })
      for (let i = 0; i < begun; i++) await turn()
      const { bytes } = (await index.copy(1).promise) as { bytes: number }
      expect(bytes, `begun in turn ${begun}`).toBeGreaterThan(rows * dimension * 4)
      await rest(false)
    }
  })
})
