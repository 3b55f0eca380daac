import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type DownloadProgress, downloadModel } from '#embedders/transformers/download-model'
import { readModelFolder } from '#embedders/transformers/model-folder'
import { type FakeModelHub, startFakeModelHub } from './fake-model-hub.ts'
import { tinyModelFiles } from './tiny-onnx-model.ts'

const MODEL = 'owner/tiny-model'
const ONNX = 'onnx/model.onnx'
const files: Readonly<Record<string, Buffer>> = {
  ...tinyModelFiles({ dimension: 64, maxTokens: 8, words: Array.from({ length: 2000 }, (_, i) => `w${i}`) }),
  'README.md': Buffer.from('not needed'),
}

let hub: FakeModelHub
let models: string
let aborter: AbortController

beforeEach(async () => {
  hub = await startFakeModelHub(MODEL, files)
  models = mkdtempSync(join(tmpdir(), 'soma-models-'))
  aborter = new AbortController()
})
afterEach(async () => {
  await hub.close()
  rmSync(models, { recursive: true, force: true })
})

const folder = () => join(models, 'owner/tiny-model')

const start = (model = MODEL) =>
  downloadModel({ models, model, precision: 'fp32', hub: { url: hub.url, fetch }, signal: aborter.signal })

const all = async (
  download: ReturnType<typeof start>,
): Promise<{ path: string; steps: DownloadProgress[] }> => {
  const steps: DownloadProgress[] = []
  for (;;) {
    const step = await download.next()
    if (step.done) return { path: step.value, steps }
    steps.push(step.value)
  }
}

const filesAskedFor = () =>
  hub.asked.filter((path) => path.includes('/resolve/')).map((path) => path.split('/').at(-1))

describe('downloading a model', () => {
  it('EMB-3 brings what the model needs and nothing else, and tells how far it is', async () => {
    const { path, steps } = await all(start())
    expect(path).toBe(folder())
    expect(readdirSync(path).sort()).toEqual([
      'config.json',
      'downloaded.json',
      'onnx',
      'tokenizer.json',
      'tokenizer_config.json',
    ])
    expect(readFileSync(join(path, ONNX))).toEqual(files[ONNX])
    expect(await readModelFolder(path)).toMatchObject({ name: 'tiny-model', precision: 'fp32', maxTokens: 8 })
    const size = files[ONNX]?.length
    const ofNetwork = steps.filter(({ file }) => file === ONNX)
    expect(ofNetwork.length).toBeGreaterThan(1)
    expect(ofNetwork.at(-1)).toEqual({ file: ONNX, loaded: size, total: size })
    expect(readdirSync(join(models, 'owner'))).toEqual(['tiny-model'])
  })

  it('EMB-3 that was cancelled leaves no model, and goes on where it was', async () => {
    const download = start()
    for await (const { file } of download) if (file === ONNX) break
    expect(existsSync(folder())).toBe(false)
    hub.asked.length = 0
    await all(start())
    expect(filesAskedFor()).toEqual(['model.onnx'])
    expect(existsSync(folder())).toBe(true)
  })

  it('EMB-3 ends with the reason of its signal', async () => {
    const failed = expect(async () => {
      for await (const { file } of start()) if (file === ONNX) aborter.abort(new Error('enough'))
    }).rejects.toThrow('enough')
    await failed
    expect(existsSync(folder())).toBe(false)
  })

  it('EMB-3 leaves nothing behind of an older version that was never finished', async () => {
    const stale = join(models, 'owner/tiny-model.aaaaaaaaaaaa.part')
    const other = join(models, 'owner/tiny-model.v2.aaaaaaaaaaaa.part')
    mkdirSync(stale, { recursive: true })
    mkdirSync(other)
    await all(start())
    expect([existsSync(stale), existsSync(other)]).toEqual([false, true])
  })

  it('EMB-3 that breaks off says so and leaves no model', async () => {
    hub.instead.set(ONNX, (response, content) => {
      response.writeHead(200, { 'content-length': String(content.length) })
      response.write(content.subarray(0, 1000), () => response.destroy())
    })
    await expect(all(start())).rejects.toThrow(/broke off the download/)
    expect(existsSync(folder())).toBe(false)
    await all(start())
    expect(readFileSync(join(folder(), ONNX))).toEqual(files[ONNX])
  })

  it.each([
    ['tokenizer.json', (content: Buffer) => Buffer.concat([content, Buffer.from(' ')])],
    ['config.json', (content: Buffer) => Buffer.from(content.toString().replace('bert', 'Bert'))],
    [ONNX, (content: Buffer) => content.subarray(1)],
    [ONNX, (content: Buffer) => Buffer.from(content).fill(7, 100, 101)],
  ])('EMB-3 never uses a file that is not the one of the listing: %s', async (file, damage) => {
    hub.sent.set(file, damage(hub.sent.get(file) ?? Buffer.alloc(0)))
    await expect(all(start())).rejects.toThrow(`${file} came damaged`)
    expect(existsSync(folder())).toBe(false)
  })

  it('EMB-3 takes the place of an older download in one step', async () => {
    await all(start())
    await all(start())
    expect(readdirSync(join(models, 'owner'))).toEqual(['tiny-model'])
  })

  it('EMB-3 is not done twice at once', async () => {
    const first = start()
    await first.next()
    await expect(start().next()).rejects.toThrow(/downloaded already/)
    await all(first)
  })

  it.each(['tiny', 'a/b/c', '../up', 'a/..', 'https://example.org/x', 'a /b'])(
    'EMB-3 refuses the name %s',
    async (model) => {
      await expect(start(model).next()).rejects.toThrow(/no model of the Hub/)
      expect(hub.asked).toEqual([])
    },
  )

  it('EMB-3 says that there is no such model, and that one was not made for this', async () => {
    await expect(start('owner/other').next()).rejects.toThrow(/no such model for everybody \(404\)/)
    const quantised = downloadModel({
      models,
      model: MODEL,
      hub: { url: hub.url, fetch },
      signal: aborter.signal,
    })
    await expect(quantised.next()).rejects.toThrow(/lacks onnx\/model_quantized.onnx/)
  })

  it('EMB-3 says that the Hub cannot be reached', async () => {
    await hub.close()
    await expect(start().next()).rejects.toThrow(/cannot be reached. Check the network/)
  })
})
