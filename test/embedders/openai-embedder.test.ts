import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { HealthRecord } from '#embedders/health-record'
import { type OpenAiSettings, openOpenAiEmbedder } from '#embedders/openai/openai-embedder'
import { type Embedder, TextRefused } from '#engine/ports'
import {
  type Behaviour,
  breaksOff,
  type FakeOpenAiServer,
  hangs,
  hangsUp,
  neverEnds,
  refuses,
  sends,
  startFakeOpenAiServer,
  tampers,
  vectorOf,
} from './fake-openai-server.ts'
import { VirtualTiming } from './virtual-timing.ts'

const KEY = 'sk-very-secret-0123456789'

let server: FakeOpenAiServer
let timing: VirtualTiming
let health: HealthRecord

beforeEach(async () => {
  server = await startFakeOpenAiServer()
  timing = new VirtualTiming()
  health = new HealthRecord(timing.now)
})
afterEach(() => server.close())

const open = (settings: Partial<OpenAiSettings> = {}): Promise<Embedder> =>
  openOpenAiEmbedder(
    {
      url: server.url,
      model: 'tiny',
      apiKey: KEY,
      dimension: 8,
      timeoutSeconds: 30,
      batchSize: 4,
      queryPrefix: '',
      documentPrefix: '',
      ...settings,
    },
    { timing, health },
  )

const unit = (text: string, dimension = 8): number[] => {
  const vector = vectorOf(text, dimension)
  const norm = Math.hypot(...vector)
  return vector.map((x) => Math.fround(x / norm))
}

const rowsOf = (flat: Float32Array, dimension = 8): number[][] =>
  Array.from({ length: flat.length / dimension }, (_, i) => [
    ...flat.slice(i * dimension, (i + 1) * dimension),
  ])

const failure = async (work: Promise<unknown>): Promise<Error & { kind?: string }> => {
  const outcome = await work.catch((error: unknown) => error)
  if (!(outcome instanceof Error)) throw new Error('it did not fail')
  expect(outcome.message).not.toContain(KEY)
  return outcome
}

describe('vectors of a server', () => {
  it('EMB-3 come in the order of the texts, each of length 1, whatever order the server has', async () => {
    const embedder = await open({ batchSize: 3 })
    server.always = tampers((answer) => ({ ...answer, data: [...answer.data].reverse() }))
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.string({ minLength: 1 }).filter((s) => s.trim() !== ''),
          { maxLength: 12 },
        ),
        async (texts) => {
          expect(rowsOf(await embedder.embed(texts))).toEqual(texts.map((text) => unit(text)))
        },
      ),
      { numRuns: 25 },
    )
  })

  it('EMB-3 are asked for in batches by number and by characters', async () => {
    const embedder = await open({ batchSize: 3 })
    const long = 'x'.repeat(31_000)
    await embedder.embed(['a', 'b', 'c', 'd', long, long, long, long, 'e'])
    const sizes = server.asked.map(({ texts }) => texts.length).sort()
    expect(sizes.reduce((sum, n) => sum + n)).toBe(9)
    expect(Math.max(...sizes)).toBe(3)
    for (const { texts } of server.asked) expect(texts.join('').length).toBeLessThanOrEqual(100_000)
  })

  it('EMB-3 are asked for with the key, at the configured address only', async () => {
    await (await open()).embed(['amber'])
    expect(server.asked).toMatchObject([
      {
        path: '/v1/embeddings',
        headers: { authorization: `Bearer ${KEY}` },
        texts: ['amber'],
        dimensions: 8,
      },
    ])
    expect(health.health).toMatchObject({ state: 'ready', message: '' })
    expect(health.health.lastLatency).not.toBeNull()
  })

  it.each([
    ['http://HOST', '/v1/embeddings'],
    ['http://HOST/', '/v1/embeddings'],
    ['http://HOST/v1/', '/v1/embeddings'],
    ['http://HOST/api/v2/embeddings', '/api/v2/embeddings'],
  ])('EMB-3 takes the address %s to mean %s', async (url, path) => {
    await (await open({ url: url.replace('HOST', server.host), apiKey: undefined })).embed(['amber'])
    expect(server.asked[0]?.path).toBe(path)
    expect(server.asked[0]?.headers.authorization).toBeUndefined()
  })

  it('EMB-3 have the prefix of their kind', async () => {
    const embedder = await open({ queryPrefix: 'query: ', documentPrefix: 'passage: ' })
    await embedder.embed(['amber'], { kind: 'query' })
    await embedder.embed(['amber'])
    expect(server.asked.map(({ texts }) => texts)).toEqual([['query: amber'], ['passage: amber']])
  })

  it('EMB-1 exist for the empty text, for white space and for half a surrogate pair', async () => {
    const rows = rowsOf(await (await open()).embed(['', ' \n', 'a\ud83d']))
    expect(server.asked[0]?.texts).toEqual(['(empty)', '(empty)', 'a\ufffd'])
    for (const row of rows) expect(Math.hypot(...row)).toBeCloseTo(1, 6)
  })

  it('EMB-3 of no texts need no request', async () => {
    expect(await (await open()).embed([])).toHaveLength(0)
    expect(server.asked).toEqual([])
  })
})

describe('the name of an embedder', () => {
  it('EMB-1 differs where vectors do, and only there', async () => {
    const { id } = await open()
    expect(id).toBe(`openai:${server.host}/v1#tiny@8`)
    const others = [
      { model: 'small' },
      { dimension: 4 },
      { url: `http://${server.host}/v2` },
      { documentPrefix: 'passage: ' },
    ]
    const ids = await Promise.all(others.map(async (other) => (await open(other)).id))
    expect(new Set([id, ...ids]).size).toBe(5)
    const same = [
      { queryPrefix: 'query: ' },
      { apiKey: undefined },
      { batchSize: 1 },
      { url: `${server.url}/embeddings` },
    ]
    for (const other of same) expect((await open(other)).id).toBe(id)
  })

  it('EMB-3 has the dimension that the server gives, where none is set', async () => {
    server.dimension = 12
    const embedder = await open({ dimension: undefined })
    expect(embedder).toMatchObject({ dimension: 12, id: `openai:${server.host}/v1#tiny@12` })
    expect(server.asked[0]?.dimensions).toBeUndefined()
    expect(await embedder.embed(['amber'])).toHaveLength(12)
  })

  it('EMB-3 opens with the dimension of before while the server is away, and says that it is', async () => {
    await server.close()
    expect(await open({ dimension: undefined, knownDimension: 12 })).toMatchObject({ dimension: 12 })
    expect(health.health.state).toBe('unreachable')
    expect(await failure(open({ dimension: undefined }))).toMatchObject({ kind: 'unreachable' })
  })
})

describe('an address', () => {
  it.each([
    ['not a url', /is no URL/],
    ['ftp://example.org', /begin with http/],
    ['http://me:hidden@localhost:1234', /name or password/],
    ['http://localhost:1234/v1?key=hidden', /without \? and #/],
    ['http://example.org/v1', /in the clear; use https/],
    ['http://192.168.1.5:11434', /in the clear/],
  ])('SEC-2 %s is refused without repeating it', async (url, sentence) => {
    const error = await failure(open({ url }))
    expect(error).toMatchObject({ kind: 'misconfigured' })
    expect(error.message).toMatch(sentence)
    expect(error.message).not.toContain('hidden')
  })

  it.each(['https://example.org/v1', 'http://localhost:1/v1', 'http://127.0.0.1:1', 'http://[::1]:1/v1'])(
    '%s is taken',
    async (url) => {
      await expect(open({ url })).resolves.toMatchObject({ dimension: 8 })
    },
  )

  it('in the clear is taken where that is allowed on purpose', async () => {
    await expect(open({ url: 'http://192.168.1.5:11434', allowInsecure: true })).resolves.toBeTruthy()
  })

  it('SEC-2 a key that cannot be sent is refused without being repeated', async () => {
    expect(await failure(open({ apiKey: `${KEY}\n` }))).toMatchObject({ kind: 'misconfigured' })
  })
})

describe('a server that fails for a while', () => {
  it.each<[string, Behaviour, number[]]>([
    ['500', refuses(500, { message: 'overloaded' }), [375, 750, 1500]],
    ['503', sends('<html>busy</html>', 'text/html', 503), [375, 750, 1500]],
    ['408', refuses(408), [375, 750, 1500]],
    ['429', refuses(429, { message: 'slow down' }), [375, 750, 1500]],
    ['429 with seconds', refuses(429, {}, { 'retry-after': '7' }), [7000, 7000, 7000]],
    ['a closed connection', hangsUp, [375, 750, 1500]],
    ['half an answer', breaksOff, [375, 750, 1500]],
  ])('EMB-3 is asked again with growing pauses: %s', async (_name, behaviour, pauses) => {
    const embedder = await open()
    server.next.push(behaviour, behaviour, behaviour)
    expect(rowsOf(await embedder.embed(['amber']))).toEqual([unit('amber')])
    expect(timing.slept).toEqual(pauses)
    expect(server.asked).toHaveLength(4)
    expect(health.health.state).toBe('ready')
  })

  it('EMB-3 keeps to a Retry-After that is a date', async () => {
    const embedder = await open()
    server.next.push(refuses(503, {}, { 'retry-after': new Date(timing.elapsed() + 20_000).toUTCString() }))
    await embedder.embed(['amber'])
    expect(timing.slept).toEqual([20_000])
  })

  it('EMB-3 gives up after four tries with a sentence, and counts as rate-limited or unreachable', async () => {
    const embedder = await open()
    server.always = refuses(429, { message: 'slow down' })
    expect((await failure(embedder.embed(['amber']))).message).toBe(
      `The embedding server at ${server.host} takes no more requests for the moment (429): slow down`,
    )
    expect(health.health).toMatchObject({ state: 'rate-limited', since: 1_700_000_000 })
    expect(server.asked).toHaveLength(4)
    server.always = refuses(500)
    expect(await failure(embedder.embed(['amber']))).toMatchObject({ kind: 'unreachable' })
    expect(health.health.state).toBe('unreachable')
  })

  it('EMB-3 is not asked again before an hour where it wants an hour', async () => {
    const embedder = await open()
    server.next.push(refuses(429, {}, { 'retry-after': '3600' }))
    expect(await failure(embedder.embed(['amber']))).toMatchObject({ kind: 'rate-limited' })
    expect((await failure(embedder.embed(['amber']))).message).toMatch(/tried again in 3600 s/)
    expect(timing.slept).toEqual([])
    timing.pass(3_600_000)
    expect(await embedder.embed(['amber'])).toHaveLength(8)
  })

  it('EMB-3 that is slow is given up after the time-out', async () => {
    const embedder = await open({ timeoutSeconds: 7 })
    server.next.push(hangs)
    const embedded = embedder.embed(['amber'])
    await server.arrived(1)
    expect(timing.expire()).toEqual([7000])
    expect(rowsOf(await embedded)).toEqual([unit('amber')])
    expect(server.asked).toHaveLength(2)
  })

  it('EMB-3 has five seconds and one try where somebody waits', async () => {
    const embedder = await open()
    server.next.push(hangs)
    const embedded = failure(embedder.embed(['amber'], { isUrgent: true }))
    await server.arrived(1)
    expect(timing.expire()).toEqual([5000])
    expect((await embedded).message).toMatch(/did not answer within 5 s/)
    expect(server.asked).toHaveLength(1)
  })

  it('EMB-3 that is dead costs nobody a time-out each call; one caller finds out when it is back', async () => {
    const embedder = await open()
    const urgent = () => embedder.embed(['amber'], { isUrgent: true })
    server.always = refuses(500)
    for (let i = 0; i < 5; i++) await failure(urgent())
    expect(server.asked).toHaveLength(2)
    timing.pass(5000)
    await failure(urgent())
    expect(server.asked).toHaveLength(3)
    timing.pass(5000)
    expect((await failure(urgent())).message).toMatch(/\(500\)\. It is tried again in 5 s\.$/)
    timing.pass(5000)
    server.always = hangs
    const probe = urgent()
    await server.arrived(4)
    expect((await failure(urgent())).message).toMatch(/tried again now/)
    timing.expire()
    await failure(probe)
    timing.pass(60_000)
    server.always = (response, asked, answer) => tampers(() => answer)(response, asked, answer)
    expect(rowsOf(await urgent())).toEqual([unit('amber')])
    expect(await urgent()).toHaveLength(8)
  })

  it('EMB-3 that is too slow for who waits still serves who does not', async () => {
    const embedder = await open()
    for (let i = 0; i < 2; i++) {
      server.next.push(hangs)
      const waited = failure(embedder.embed(['amber'], { isUrgent: true }))
      await server.arrived(i + 1)
      timing.expire()
      await waited
    }
    expect(await embedder.embed(['amber'])).toHaveLength(8)
  })

  it('EMB-3 whose caller goes away is not asked again and is not blamed', async () => {
    const embedder = await open()
    server.next.push(hangs)
    const aborter = new AbortController()
    const embedded = embedder.embed(['amber'], { signal: aborter.signal })
    await server.arrived(1)
    aborter.abort(new Error('changed my mind'))
    await expect(embedded).rejects.toThrow('changed my mind')
    expect(health.health.state).toBe('ready')
    await expect(embedder.embed(['amber'], { signal: aborter.signal })).rejects.toThrow('changed my mind')
    expect(server.asked).toHaveLength(1)
  })
})

describe('a server that is wrongly set up', () => {
  const html = '<!doctype html><title>Sign in</title>'
  it.each<[string, Behaviour, RegExp]>([
    [
      '401',
      refuses(401, { message: `Incorrect API key provided: ${KEY}` }),
      /refuses the key \(401\). Check embedding.api_key/,
    ],
    ['403', refuses(403), /refuses the key/],
    [
      '404',
      refuses(404, { message: 'model "tiny" not found, try pulling it first' }),
      /"tiny".*try pulling it first/,
    ],
    ['404 in the plain text of others', refuses(404, 'no such model'), /no such model/],
    [
      '400',
      refuses(400, { message: `this model does not take dimensions ${KEY}` }),
      /\(400\): this model does not take dimensions \*\*\*/,
    ],
    [
      'used-up quota',
      refuses(429, { message: 'You exceeded your quota', code: 'insufficient_quota' }),
      /quota is used up/,
    ],
    [
      'a redirect',
      (response) => void response.writeHead(307, { location: 'http://example.org/?t=1' }).end(),
      /redirects to example.org, which is not followed/,
    ],
    ['a page of HTML', sends(html), /not JSON. Check embedding.url/],
    ['garbage', sends('{"data": [', 'application/json'), /not JSON/],
    ['other JSON', sends('{"hello": "world"}', 'application/json'), /no list of vectors \(data\)/],
    [
      'numbers beyond all bounds',
      sends('{"data":[{"index":0,"embedding":[1e999]}]}', 'application/json'),
      /no list of vectors/,
    ],
    ['too few vectors', tampers((answer) => ({ ...answer, data: [] })), /0 vectors that do not fit 1 texts/],
    [
      'the wrong index',
      tampers((answer) => ({ ...answer, data: [{ ...answer.data[0], index: 1 }] })),
      /do not fit/,
    ],
    [
      'another dimension',
      tampers((answer) => ({ ...answer, data: [{ ...answer.data[0], embedding: [1, 2, 3] }] })),
      /vectors of 3 numbers for "tiny" where 8 are expected/,
    ],
    ['an answer without end', neverEnds, /more than any vectors take/],
  ])('EMB-3 is told so at once, in a sentence: %s', async (_name, behaviour, sentence) => {
    const embedder = await open()
    server.always = behaviour
    const error = await failure(embedder.embed(['amber']))
    expect(error.message).toMatch(sentence)
    expect(error.message).toContain(server.host)
    expect(server.asked).toHaveLength(1)
    expect(health.health.state).toBe(error.kind)
    expect(health.health.message).toBe(error.message)
  })

  it('EMB-3 is ready again when it is set right', async () => {
    const embedder = await open()
    server.next.push(refuses(401))
    await failure(embedder.embed(['amber']))
    timing.pass(1000)
    expect(await embedder.embed(['amber'])).toHaveLength(8)
    expect(health.health).toMatchObject({ state: 'ready', since: 1_700_000_001 })
  })

  it('EMB-1 refuses the one vector without direction by its place, and no other', async () => {
    const embedder = await open({ batchSize: 2 })
    server.always = tampers((answer) => answer)
    const zero: Behaviour = tampers((answer) => ({
      ...answer,
      data: answer.data.map((one, i) => (i === 0 ? one : { ...one, embedding: one.embedding.map(() => 0) })),
    }))
    server.next.push(zero)
    const error = await failure(embedder.embed(['amber', 'birch']))
    expect(error).toBeInstanceOf(TextRefused)
    expect(error).toMatchObject({ index: 1 })
    expect(health.health.state).toBe('ready')
  })
})

describe('texts that are too long', () => {
  /** Takes so many characters a text and so many texts. */
  const narrow =
    (most: number, texts: number, status: number): Behaviour =>
    (response, asked, answer) =>
      asked.texts.length > texts || asked.texts.some((text) => text.length > most)
        ? refuses(status, { message: 'the input length exceeds the context length' })(response, asked, answer)
        : tampers(() => answer)(response, asked, answer)

  it.each([400, 500, 413])(
    'EMB-3 are shortened until they fit, without harm to the others (%s)',
    async (status) => {
      const embedder = await open()
      server.always = narrow(1000, 2, status)
      const long = 'coral '.repeat(2000)
      const rows = rowsOf(await embedder.embed(['amber', long, 'birch']))
      expect([rows[0], rows[2]]).toEqual([unit('amber'), unit('birch')])
      expect(rows[1]).toEqual(unit(long.slice(0, 750)))
      expect(health.health.state).toBe('ready')
    },
  )

  it('EMB-3 are refused by their place where nothing is short enough', async () => {
    const embedder = await open({ batchSize: 2 })
    server.always = narrow(100, 9, 400)
    const error = await failure(embedder.embed(['amber', 'birch', 'coral', 'x'.repeat(5000)]))
    expect(error).toMatchObject({ name: 'TextRefused', index: 3 })
  })
})
