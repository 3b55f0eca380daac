import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { OLLAMA } from '#advisers/dialects'
import type { ModelSettings } from '#advisers/model-client'
import { openPredictor } from '#advisers/predictor'
import { openSummariser } from '#advisers/summariser'
import { AdviserFault } from '#engine/life/adviser-ports'
import { hangs, hangsUp, neverEnds, refuses, sends } from '../embedders/fake-openai-server.ts'
import { VirtualTiming } from '../embedders/virtual-timing.ts'
import { type FakeChatServer, startFakeChatServer } from './fake-chat-server.ts'

const never = (): AbortSignal => new AbortController().signal
let server: FakeChatServer
let timing: VirtualTiming
beforeEach(async () => {
  server = await startFakeChatServer()
  timing = new VirtualTiming()
})
afterEach(() => server.close())

const settings = (extra: Partial<ModelSettings> = {}): ModelSettings => ({
  url: server.url,
  model: 'tiny',
  allowInsecure: false,
  timeoutSeconds: 30,
  setting: 'memory_enterprise.consolidation',
  ...extra,
})
const summarise = (extra: Partial<ModelSettings> = {}, texts: readonly string[] = ['one', 'two']) =>
  openSummariser(settings(extra), { timing }).summarise(texts, never())
const predict = (extra: Partial<ModelSettings> = {}) =>
  openPredictor(settings(extra), { timing }).predict('Ship on Friday', never())
const faultOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'an answer',
    (error: unknown) => (error instanceof AdviserFault ? error.message : `not a fault: ${error}`),
  )

describe('a language model that sums up', () => {
  it('LIFE-2 is asked as the published API says, with the notes as data and the key in its header', async () => {
    server.next.push('  They have something in common.\u0007 ')
    expect(await summarise({ apiKey: 'secret' })).toBe('They have something in common.')
    const [asked] = server.asked
    expect(asked?.path).toBe('/v1/chat/completions')
    expect(asked?.headers.authorization).toBe('Bearer secret')
    expect(asked?.messages.map(({ role }) => role)).toEqual(['system', 'user'])
    expect(asked?.messages[1]?.content).toBe('Note 1: one\n\nNote 2: two')
  })

  it('LIFE-2 sends no more than fits, and takes no more than a summary', async () => {
    server.next.push('x'.repeat(100_000))
    const long = Array.from({ length: 64 }, () => 'word '.repeat(1000))
    expect(await summarise({}, long)).toHaveLength(4000)
    expect(server.asked[0]?.messages[1]?.content.length).toBeLessThan(25_000)
  })

  it('LIFE-2 is tried again where that may help, and no longer than that', async () => {
    server.next.push(refuses(503), hangsUp, 'At last.')
    expect(await summarise()).toBe('At last.')
    expect(timing.slept).toHaveLength(2)
    server.next.push(refuses(401, { message: 'no such key: secret' }))
    const said = await faultOf(summarise({ apiKey: 'secret' }))
    expect(said).toContain('memory_enterprise.consolidation.api_key')
    expect(said).not.toContain('secret')
  })

  it('LIFE-2 is waited for no longer than is set, and left alone once it is known to be dead', async () => {
    const summariser = openSummariser(settings({ timeoutSeconds: 7 }), { timing })
    for (let i = 0; i < 5; i++) server.next.push(refuses(500))
    await faultOf(summariser.summarise(['a'], never()))
    await faultOf(summariser.summarise(['a'], never()))
    const asked = server.asked.length
    expect(await faultOf(summariser.summarise(['a'], never()))).toContain('It is tried again in')
    expect(server.asked).toHaveLength(asked)
  })

  it('LIFE-2 ends with the caller', async () => {
    server.next.push(hangs)
    const stop = new AbortController()
    const asking = openSummariser(settings(), { timing }).summarise(['a'], stop.signal)
    stop.abort(new Error('enough'))
    await expect(asking).rejects.toThrow('enough')
  })

  it.each([
    ['a page', sends('<html>hello</html>')],
    ['JSON of another kind', sends('{"choices":[]}', 'application/json')],
    ['no words', '   '],
    ['an answer without an end', neverEnds],
    ['a way elsewhere', refuses(302, {}, { location: 'http://elsewhere.example/' })],
  ] as const)('LIFE-2 takes %s for no answer and says so', async (_, behaviour) => {
    server.next.push(behaviour)
    expect(await faultOf(summarise())).toMatch(/^The language model at 127\.0\.0\.1:\d+ /)
  })

  it('SEC-2 sends nothing in the clear to another computer unless that is allowed', () => {
    expect(() => openSummariser(settings({ url: 'http://models.example' }))).toThrow(/in the clear/)
    expect(() => openSummariser(settings({ apiKey: 'two words' }))).toThrow(/no key has/)
  })
})

describe('a language model that predicts', () => {
  it('LIFE-4 gives what it expects and its own confidence, through OpenAI or Ollama', async () => {
    server.next.push(
      '{"outcome": "it works", "confidence": 0.8}',
      '```json\n{"outcome": 12, "confidence": 1}\n```',
    )
    expect(await predict()).toEqual({ predicted: '"it works"', confidence: 0.8 })
    expect(await predict({ dialect: OLLAMA })).toEqual({ predicted: '12', confidence: 1 })
    expect(server.asked.map(({ path }) => path)).toEqual(['/v1/chat/completions', '/api/chat'])
  })

  it.each([
    '{"outcome":"x"}',
    '{"outcome":"x","confidence":null}',
    '{"outcome":"x","confidence":"high"}',
    '{"outcome":"x","confidence":7}',
  ])('LIFE-4 makes no confidence up: %s', async (answer) => {
    server.next.push(answer)
    expect(await predict()).toEqual({ predicted: '"x"', confidence: null })
  })

  it.each([
    'It will be fine.',
    '[]',
    '{"confidence":0.9}',
    '{"outcome":null}',
    '{"__proto__":{"outcome":"x"}}',
  ])('LIFE-4 takes an answer without an outcome for none: %s', async (answer) => {
    server.next.push(answer)
    expect(await faultOf(predict())).toBe('tiny answered without an outcome.')
  })
})
