import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, describe, expect, it } from 'vitest'
import { isError } from '#contract/errors'
import { loadConfig } from '../config.ts'
import { storeDoors } from './store-trials.ts'

/** Answers as Qdrant does, and refuses to delete where told to. */
const openQdrant = async () => {
  const state = { version: '1.15.3', mayWrite: true, keys: [] as (string | undefined)[] }
  const server = createServer((request, response) => {
    state.keys.push(request.headers['api-key'] as string | undefined)
    const send = (status: number, body: unknown) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    if (request.url === '/')
      return send(200, { title: 'qdrant - vector search engine', version: state.version })
    if (request.url === '/collections')
      return send(200, { result: { collections: [] }, status: 'ok', time: 0 })
    if (!state.mayWrite) return send(403, { status: { error: 'Forbidden' }, time: 0 })
    send(404, { status: { error: "Not found: Collection doesn't exist!" }, time: 0 })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return { state, url, close: () => server.close() }
}

const qdrant = await openQdrant()
afterAll(() => qdrant.close())

const trials = (explicit: object) => {
  const config = loadConfig({ env: {}, explicit: { mode: 'on_demand', ...explicit } })
  return storeDoors(() => config)
}

describe('STO-7 a connection is tried before it is used', () => {
  it('tells version, latency and that it may be written to', async () => {
    const trial = await trials({ qdrant: { url: qdrant.url } }).test('qdrant', {})
    expect(trial).toMatchObject({ kind: 'qdrant', version: '1.15.3', isWritable: true, problem: null })
    expect(trial.milliseconds).toBeGreaterThanOrEqual(0)
    expect(trial.name).toBe(new URL(qdrant.url).host)
  })

  it('tells a key that may only read, and a Qdrant that is too old', async () => {
    Object.assign(qdrant.state, { mayWrite: false })
    const reading = await trials({}).test('qdrant', { url: qdrant.url })
    expect(reading).toMatchObject({ isWritable: false, problem: expect.stringContaining('not write') })
    Object.assign(qdrant.state, { mayWrite: true, version: '1.7.4' })
    const old = await trials({}).test('qdrant', { url: qdrant.url })
    expect(old.problem).toContain('1.7.4 is too old')
    qdrant.state.version = '1.15.3'
  })

  it('says in a sentence why nothing answers', async () => {
    const closed = await openQdrant()
    closed.close()
    for (const kind of ['redis', 'qdrant'] as const) {
      const trial = await trials({}).test(kind, {
        url: closed.url.replace('http', kind === 'redis' ? 'redis' : 'http'),
      })
      expect(trial).toMatchObject({ version: null, isWritable: null })
      expect(trial.problem).toMatch(new RegExp(`^${kind}`, 'i'))
    }
  })

  it('SEC-2 sends neither a file of the asker’s choice nor the secret that is set to another place', async () => {
    process.env.SOMA_TEST_KEY = 'the key that is set'
    const set = trials({ qdrant: { url: qdrant.url, api_key: 'env:SOMA_TEST_KEY' } })
    const refused = async (settings: Record<string, unknown>) => {
      const error = await set.test('qdrant', settings).catch((caught: unknown) => caught)
      expect(isError(error, 'request/invalid')).toBe(true)
    }
    qdrant.state.keys.length = 0
    await refused({ api_key: 'file:/etc/hostname' })
    await refused({ url: 'http://127.0.0.1:1' })
    await refused({ url: 'http://127.0.0.1:1', api_key: 'env:SOMA_TEST_KEY' })
    expect(qdrant.state.keys).toEqual([])
    expect((await set.test('qdrant', {})).problem).toBeNull()
    expect(new Set(qdrant.state.keys)).toEqual(new Set(['the key that is set']))
    qdrant.state.keys.length = 0
    expect((await set.test('qdrant', { api_key: 'written here' })).problem).toBeNull()
    expect((await set.test('qdrant', { api_key: null })).problem).toBeNull()
    expect(new Set(qdrant.state.keys)).toEqual(new Set(['written here', undefined]))
    delete process.env.SOMA_TEST_KEY
  })

  it('names the setting that cannot be', async () => {
    const error = await trials({})
      .test('qdrant', { url: 'qdrant.example' })
      .catch((caught: unknown) => caught)
    expect(isError(error, 'request/invalid') && error.data.issues[0]?.path).toBe('settings.url')
  })
})
