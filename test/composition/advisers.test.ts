import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ConfigInput } from '#hosts/config-schema'
import { StartError } from '#hosts/start-error'
import { type FakeChatServer, startFakeChatServer } from '../advisers/fake-chat-server.ts'
import { refuses } from '../embedders/fake-openai-server.ts'
import { during, from, loaded, removeFolder, start, startedFolder } from './start.ts'

const dataDir = startedFolder()
afterAll(() => removeFolder(dataDir))
let server: FakeChatServer
beforeEach(async () => {
  server = await startFakeChatServer()
})
afterEach(() => server.close())

const place = { namespace: 'default', coordinate: [1, 0] }
const opened = (memory_enterprise: ConfigInput['memory_enterprise']) => start(dataDir, { memory_enterprise })
const models = (): ConfigInput['memory_enterprise'] => ({
  consolidation: { url: `${server.url}/v1`, model: 'writer', api_key: 'file:/nowhere' },
  predictions: {
    enabled: true,
    provider: 'ollama',
    url: server.url,
    model: 'oracle',
    error_policy: 'threshold',
  },
})
const withoutKey = (): ConfigInput['memory_enterprise'] => ({
  ...models(),
  consolidation: { url: `${server.url}/v1`, model: 'writer' },
})

describe('language models by setting', () => {
  it('LIFE-2 LIFE-4 sum up and predict, and a failure is told without losing anything', async () => {
    await during(opened(withoutKey()), async (composition) => {
      const { handlers } = composition
      await loaded(composition)
      expect(await handlers.life.settings({}, from())).toEqual({
        chat: 'writer',
        predictions: 'oracle',
        policy: 'threshold',
        threshold: 0.5,
      })
      for (const x of [1, 2]) {
        const memory = { namespace: 'default', coordinate: [x, 0], payload: '{"text":"The disk was full."}' }
        await handlers.memories.store(
          { ...memory, type: 'episodic', importance: 0, ifTaken: 'update' },
          from(),
        )
      }
      server.next.push('Disks fill up.', refuses(400, { message: 'no' }), '{"outcome":"rain"}')
      for (const [by, words] of [
        ['chat', 'Disks fill up.'],
        ['extract', 'The disk was full.'],
      ] as const) {
        const window = { namespace: 'default', threshold: 0.6, least: 2, by: 'chat' } as const
        for await (const item of handlers.life.consolidationPreview(window, from())) {
          if (item.type === 'result') expect(item.preview.groups[0]).toMatchObject({ by, summary: words })
        }
      }
      expect(await handlers.life.predict(place, from())).toMatchObject({
        predicted: '"rain"',
        confidence: null,
      })
    })
  })

  it('LIFE-4 none is set by default, and one that is not enabled is none', async () => {
    const predictions = { enabled: false, provider: 'ollama', url: server.url, model: 'oracle' } as const
    await during(opened({ predictions }), async ({ handlers }) => {
      expect(await handlers.life.settings({}, from())).toMatchObject({ chat: null, predictions: null })
      await expect(handlers.life.predict(place, from())).rejects.toMatchObject({ code: 'adviser/not-set' })
    })
    expect(server.asked).toEqual([])
  })

  it('SEC-2 says at the start what cannot be used, and never a key', async () => {
    await expect(opened(models())).rejects.toThrow('/nowhere')
    const insecure = { url: 'http://models.example/v1', model: 'x' }
    await expect(opened({ consolidation: insecure })).rejects.toBeInstanceOf(StartError)
    expect(() => opened({ consolidation: { url: server.url } })).toThrow('consolidation.model')
    expect(() => opened({ predictions: { enabled: true, provider: 'openai' } })).toThrow('predictions.url')
  })
})
