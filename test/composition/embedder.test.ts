import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Composition } from '#hosts/composition/compose'
import {
  answers,
  type FakeOpenAiServer,
  refuses,
  startFakeOpenAiServer,
} from '../embedders/fake-openai-server.ts'
import {
  during,
  from,
  loaded,
  ONE_SENTENCE,
  PATIENT,
  refusal,
  removeFolder,
  SAMPLE,
  SMALL_SAMPLE_SIZE,
  type StartOptions,
  smallSample,
  start,
  statusOf,
  temporaryFolder,
} from './start.ts'

const KEY = 'sk-very-secret-0123456789'

let server: FakeOpenAiServer
let dataDir: string
let files: ReturnType<typeof smallSample>
beforeEach(async () => {
  server = await startFakeOpenAiServer()
  server.dimension = 16
  dataDir = temporaryFolder()
  files = smallSample(dataDir)
})
afterEach(async () => {
  await server.close()
  removeFolder(dataDir)
})

const openai = (settings: StartOptions['embedding'] = {}): StartOptions => ({
  embedding: { provider: 'openai', url: server.url, model: 'tiny', batch_size: 500, ...settings },
  files,
})

const keep = ({ handlers }: Composition, text: string) =>
  handlers.memories.store(
    {
      namespace: 'default',
      coordinate: [1],
      payload: JSON.stringify({ text }),
      type: 'semantic',
      importance: 0,
      ifTaken: 'update',
    },
    from(),
  )

const recall = ({ handlers }: Composition, query: string) =>
  handlers.recall.search({ namespace: 'default', query, k: 3 }, from())

describe('what a search needs', { timeout: 180_000 }, () => {
  it('REC-1 is read for who searches before the first screen is there', async () => {
    const question = { namespace: SAMPLE, query: 'buffer overflow', k: 5 }
    const asked = ({ handlers }: Composition) => handlers.recall.search(question, from())
    const before = await during(start(dataDir, { files }), async (composition) => {
      await loaded(composition)
      return asked(composition)
    })
    await during(start(dataDir, { files, rest: 3600 }), async (composition) => {
      expect((await statusOf(composition)).index.state).toBe('loading')
      // The words answer at once, by the table; the vectors that they did not wait for come for the next one.
      expect((await asked(composition)).hits).not.toHaveLength(0)
      await loaded(composition)
      const { hits, note } = await asked(composition)
      expect(note).toBeNull()
      expect(hits.map(({ memory }) => memory.id)).toEqual(before.hits.map(({ memory }) => memory.id))
    })
  })

  it('EMB-1 makes the vector of a memory that is stored before it', async () => {
    await during(start(dataDir, { files }), loaded)
    await during(start(dataDir, { files, rest: 3600 }), async (composition) => {
      await keep(composition, 'zebra crossing')
      await recall(composition, 'zebra crossing')
      await loaded(composition)
      const { hits } = await recall(composition, 'zebra crossing')
      expect(hits[0]?.similarity).toBeCloseTo(1, 2)
    })
  })
})

describe('an embedder by setting', { timeout: 180_000 }, () => {
  it('EMB-3 hashes words where that is the setting', () =>
    during(
      start(dataDir, { mode: 'on_demand', embedding: { provider: 'hash', dimension: 64 }, files }),
      async (composition) => {
        await loaded(composition)
        expect(composition.info.embedder).toEqual({ id: 'hashing-64@1', dimension: 64 })
        expect((await statusOf(composition)).index).toMatchObject({
          vectors: SMALL_SAMPLE_SIZE,
          waiting: null,
        })
      },
    ))

  it('EMB-3 loses no write to a server that fails, shows it, and heals by itself', async () => {
    writeFileSync(join(dataDir, 'key'), `${KEY}\n`)
    await during(start(dataDir, openai({ api_key: `file:${join(dataDir, 'key')}` })), async (composition) => {
      await loaded(composition)
      expect(composition.info.embedder).toEqual({ id: `openai:${server.host}/v1#tiny@16`, dimension: 16 })
      expect(server.asked[0]?.headers.authorization).toBe(`Bearer ${KEY}`)
      expect((await statusOf(composition)).embedder).toMatchObject({ state: 'ready', message: '' })
      server.always = refuses(503)
      await keep(composition, 'amber on the beach')
      const failing = await statusOf(composition)
      expect(failing.embedder).toMatchObject({
        state: 'unreachable',
        message: expect.stringContaining(server.host),
      })
      expect(failing.index).toMatchObject({ state: 'ready', waiting: failing.embedder.message })
      expect(await recall(composition, 'amber')).toMatchObject({
        note: 'vectors-missing',
        hits: [{ rank: 1 }],
      })
      server.always = answers
      await vi.waitFor(async () => {
        const { index, embedder } = await statusOf(composition)
        expect(index).toMatchObject({ vectors: SMALL_SAMPLE_SIZE + 1, waiting: null })
        expect(embedder.state).toBe('ready')
      }, PATIENT)
    })
    const logs = readdirSync(join(dataDir, 'logs')).map((file) =>
      readFileSync(join(dataDir, 'logs', file), 'utf8'),
    )
    expect(logs.join('')).toContain('the embedder fails')
    expect(logs.join('')).not.toContain(KEY)
    expect(logs.join('')).not.toContain('amber')
  })

  it('EMB-3 starts while the server is away, once it has answered before', async () => {
    const sentence = `The embedding server at ${server.host} failed (500).`
    server.always = refuses(500)
    expect(await refusal(start(dataDir, openai()))).toBe(sentence)
    server.always = answers
    await during(start(dataDir, openai()), loaded)
    server.always = refuses(500)
    await during(start(dataDir, openai()), async (composition) => {
      await loaded(composition)
      expect((await statusOf(composition)).embedder).toMatchObject({
        state: 'unreachable',
        message: sentence,
      })
      await keep(composition, 'amber')
      expect((await recall(composition, 'amber')).hits).toHaveLength(1)
    })
  })

  it('EMB-4 SEC-2 keeps what was chosen in the app where the settings name nothing, and its key to itself', async () => {
    const settings = { provider: 'openai', url: server.url, model: 'tiny', api_key: KEY }
    const id = `openai:${server.host}/v1#tiny@16`
    await during(start(dataDir, { embedding: { batch_size: 500 }, files }), async (composition) => {
      const { embedders } = composition.handlers
      await loaded(composition)
      await embedders.change({ settings }, from('app'))
      await vi.waitFor(async () => expect((await embedders.state({}, from())).change).toBeNull(), PATIENT)
      expect(server.asked.at(-1)?.headers.authorization).toBe(`Bearer ${KEY}`)
      // Whose health is shown is who answers now.
      server.always = refuses(503)
      await keep(composition, 'amber')
      expect((await statusOf(composition)).embedder.state).toBe('unreachable')
      server.always = answers
    })
    const asked = server.asked.length
    await during(start(dataDir, { embedding: { batch_size: 500 }, files }), async (composition) => {
      await loaded(composition)
      expect((await composition.handlers.app.info({}, from())).embedder).toEqual({ id, dimension: 16 })
      await keep(composition, 'birch')
      expect(server.asked.length).toBeGreaterThan(asked)
      expect(server.asked.at(-1)?.headers.authorization).toBe(`Bearer ${KEY}`)
      const { active, previous } = await composition.handlers.embedders.state({}, from())
      expect(JSON.stringify([active, previous])).not.toContain(KEY)
    })
    for (const file of readdirSync(dataDir, { recursive: true, encoding: 'utf8' })) {
      if (!/\.(sqlite.*|log)$/.test(file)) continue
      expect(readFileSync(join(dataDir, file)).includes(KEY), file).toBe(false)
    }
  })

  it('SEC-2 reads no file or variable for a caller who could have it sent anywhere', async () => {
    await during(start(dataDir, { files }), async ({ handlers: { embedders } }) => {
      const asked = server.asked.length
      for (const reference of ['env:HOME', `file:${join(dataDir, 'memories.sqlite')}`, 'keychain:any']) {
        const settings = { provider: 'openai', url: server.url, model: 'tiny', api_key: reference }
        for (const client of ['app', 'my agent']) {
          await expect(embedders.test({ settings }, from(client))).rejects.toThrow(/configuration/)
          await expect(embedders.change({ settings }, from(client))).rejects.toThrow(/configuration/)
        }
      }
      expect(server.asked.length).toBe(asked)
      expect((await embedders.state({}, from())).change).toBeNull()
    })
  })

  it.each<[string, StartOptions]>([
    [
      'a key that is nowhere',
      {
        embedding: {
          provider: 'openai',
          url: 'http://localhost:1',
          model: 'm',
          api_key: 'env:SOMA_TEST_NO_KEY',
        },
      },
    ],
    ['an address in the clear', { embedding: { provider: 'openai', url: 'http://example.org', model: 'm' } }],
    ['a model that is not there', { embedding: { provider: 'transformers', model: 'owner/none' } }],
    ['a name that is no model', { embedding: { provider: 'transformers', model: '../..' } }],
  ])('EMB-3 says in one sentence that it cannot start with %s', async (_what, options) => {
    expect(await refusal(start(dataDir, options))).toMatch(ONE_SENTENCE)
  })
})
