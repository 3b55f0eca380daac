import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { TransformersSettings } from '#embedders/transformers/transformers-embedder'
import type { Embedder } from '#engine/ports'
import { openEmbedderThread } from '#workers/embedder-thread'
import { builtFiles } from '../composition/built-files.ts'
import { rowOf, type TinyModel, tinyModelFiles, tokensOf, writeTinyModel } from './tiny-onnx-model.ts'

const runtime = resolve(import.meta.dirname, '../../tools/transformers')
const isInstalled = existsSync(join(runtime, 'node_modules/@huggingface/transformers'))
const skip = isInstalled
  ? undefined
  : (process.env.SOMA_SKIP_TRANSFORMERS ??
    'transformers.js is not installed: npm ci --ignore-scripts --prefix tools/transformers')

const tiny: TinyModel = { dimension: 8, maxTokens: 8, words: ['cat', 'dog', 'bird', 'fish'] }

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'soma models '))
  writeTinyModel(join(folder, 'tiny model'), tiny)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const open = (settings: Partial<TransformersSettings> = {}): Promise<Required<Embedder>> =>
  openEmbedderThread(builtFiles.embedderWorker, {
    provider: 'transformers',
    path: join(folder, 'tiny model'),
    pooling: 'mean',
    batchSize: 3,
    queryPrefix: '',
    documentPrefix: '',
    runtimes: [join(folder, 'nothing here'), runtime],
    threads: 1,
    ...settings,
  })

const during = async <T>(
  opening: Promise<Required<Embedder>>,
  work: (embedder: Required<Embedder>) => Promise<T>,
): Promise<T> => {
  const opened = await opening
  try {
    return await work(opened)
  } finally {
    await opened.close()
  }
}

const unit = (row: readonly number[]): number[] => row.map((x) => x / Math.hypot(...row))

/** By hand: the rows of [CLS], the words and [SEP], as many as the model reads (transformers.js cuts off [SEP] too). */
const meanOf = (words: readonly string[]): number[] => {
  const read = ['[CLS]', ...words, '[SEP]'].slice(0, tiny.maxTokens)
  const tokens = read.map((word) => Math.max(1, tokensOf(tiny).indexOf(word)))
  return unit(
    Array.from({ length: tiny.dimension }, (_, i) =>
      tokens.reduce((sum, token) => sum + (rowOf(tiny, token)[i] ?? 0), 0),
    ),
  )
}

const expectRows = (flat: Float32Array, rows: readonly (readonly number[])[]): void => {
  expect(flat).toHaveLength(rows.length * tiny.dimension)
  rows.flat().forEach((x, i) => {
    expect(flat[i]).toBeCloseTo(x, 5)
  })
}

describe('a transformer from a folder', { timeout: 60_000 }, () => {
  beforeEach((ctx) => {
    if (skip !== undefined) ctx.skip(skip)
  })

  it('EMB-3 gives the vectors that its network gives, in batches, cut off where it stops reading', () =>
    during(open(), async (embedder) => {
      const long = new Array(50).fill('fish')
      const texts = ['cat dog', 'bird', long.join(' '), 'Dog', 'unheard cat', 'fish bird cat dog']
      expectRows(await embedder.embed(texts), [
        meanOf(['cat', 'dog']),
        meanOf(['bird']),
        meanOf(long),
        meanOf(['dog']),
        meanOf(['[UNK]', 'cat']),
        meanOf(['fish', 'bird', 'cat', 'dog']),
      ])
      expect(embedder.dimension).toBe(8)
      expect(embedder.health()).toMatchObject({ state: 'ready', lastLatency: expect.any(Number) })
    }))

  it('EMB-3 takes the first token where that is the setting', () =>
    during(open({ pooling: 'cls' }), async (embedder) => {
      const first = unit(rowOf(tiny, tokensOf(tiny).indexOf('[CLS]')))
      expectRows(await embedder.embed(['cat', 'dog bird']), [first, first])
    }))

  it('EMB-3 puts the prefix of the kind before a text, and embeds the empty text too', () =>
    during(open({ queryPrefix: 'cat ', documentPrefix: 'dog ' }), async (embedder) => {
      expectRows(await embedder.embed(['bird'], { kind: 'query' }), [meanOf(['cat', 'bird'])])
      expectRows(await embedder.embed(['bird']), [meanOf(['dog', 'bird'])])
      const [x = 0] = await embedder.embed([''])
      expect(Number.isFinite(x)).toBe(true)
    }))

  it('EMB-1 has one name for one way to make vectors, and another for each other', async () => {
    const other = join(folder, 'elsewhere', 'tiny model')
    writeTinyModel(other, { ...tiny, words: ['cat', 'dog', 'bird', 'wolf'] })
    const quantised = join(folder, 'quantised', 'tiny model')
    writeTinyModel(quantised, tiny, 'model_quantized.onnx')
    const variants = [
      {},
      { pooling: 'cls' as const },
      { documentPrefix: 'dog ' },
      { path: other },
      { path: quantised },
    ]
    const idOf = (settings: Partial<TransformersSettings>) =>
      during(open(settings), async (embedder) => embedder.id)
    const ids: string[] = []
    for (const variant of variants) ids.push(await idOf(variant))
    expect(ids[0]).toMatch(/^transformers:tiny model@8-fp32-mean\+[0-9a-f]{12}$/)
    expect(ids[4]).toMatch(/-q8-/)
    expect(new Set(ids).size).toBe(variants.length)
    expect(await idOf({ queryPrefix: 'cat ', batchSize: 1 })).toBe(ids[0])
  })

  it('EMB-3 can be ended while it computes, and opened again', async () => {
    for (let round = 0; round < 3; round++) {
      const embedder = await open({ batchSize: 1 })
      const embedded = embedder.embed(new Array(5000).fill('cat dog bird')).catch(() => 'ended')
      await embedder.embed(['cat'], { isUrgent: true })
      await embedder.close()
      expect(await embedded).toBe('ended')
    }
  })

  it('EMB-3 lets somebody who waits pass everything that has time', () =>
    during(open({ batchSize: 1 }), async (embedder) => {
      const order: string[] = []
      const background = embedder
        .embed(new Array(2000).fill('cat dog bird'))
        .then(() => order.push('background'))
      await embedder.embed(['dog'], { isUrgent: true }).then(() => order.push('urgent'))
      await background
      expect(order).toEqual(['urgent', 'background'])
    }))

  it('EMB-3 stops between two batches when its caller goes away', () =>
    during(open({ batchSize: 1 }), async (embedder) => {
      const aborter = new AbortController()
      const embedded = embedder.embed(new Array(5000).fill('cat'), { signal: aborter.signal })
      aborter.abort(new Error('enough'))
      await expect(embedded).rejects.toThrow('enough')
      expectRows(await embedder.embed(['cat']), [meanOf(['cat'])])
    }))

  it('EMB-3 says which dimension it has where another was expected', async () => {
    await expect(open({ dimension: 9 })).rejects.toThrow(/vectors of 8 numbers, not 9/)
  })

  it('EMB-3 shows that its network fails, and goes on when it does not', async () => {
    const odd = join(folder, 'odd')
    writeTinyModel(odd, tiny)
    // The tokenizer knows a word that the network has no row for.
    const { 'tokenizer.json': tokenizer = '' } = tinyModelFiles({ ...tiny, words: [...tiny.words, 'wolf'] })
    writeFileSync(join(odd, 'tokenizer.json'), tokenizer)
    await during(open({ path: odd }), async (embedder) => {
      await expect(embedder.embed(['wolf'])).rejects.toThrow(/^The model fails: /)
      expect(embedder.health()).toMatchObject({
        state: 'misconfigured',
        message: expect.stringMatching(/^The model fails/),
      })
      expectRows(await embedder.embed(['cat']), [meanOf(['cat'])])
      expect(embedder.health().state).toBe('ready')
    })
  })

  it('EMB-3 says that a network is damaged', async () => {
    const damaged = join(folder, 'damaged')
    writeTinyModel(damaged, tiny)
    writeFileSync(join(damaged, 'onnx/model.onnx'), 'not a network')
    await expect(open({ path: damaged })).rejects.toThrow(/^The model damaged cannot be loaded: /)
  })
})

describe('a transformer that cannot be loaded', () => {
  it('EMB-3 says what the folder lacks', async () => {
    await expect(open({ path: join(folder, 'void') })).rejects.toThrow(
      /void lacks config.json, tokenizer.json, tokenizer_config.json, onnx\/model.onnx. Download the model/,
    )
  })

  it('EMB-3 says that settings are damaged', async () => {
    const damaged = join(folder, 'damaged settings')
    writeTinyModel(damaged, tiny)
    writeFileSync(join(damaged, 'config.json'), '{"model_type":')
    await expect(open({ path: damaged })).rejects.toThrow(/config.json is damaged/)
  })

  it('EMB-3 says how to install what it needs', async () => {
    await expect(open({ runtimes: [join(folder, 'a'), join(folder, 'b')] })).rejects.toThrow(
      `npm install --ignore-scripts --prefix "${join(folder, 'a')}" @huggingface/transformers@4.3.1`,
    )
  })
})
