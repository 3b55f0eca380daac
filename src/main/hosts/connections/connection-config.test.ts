import { expect, it } from 'vitest'
import { loadConfig } from '../config.ts'
import { configOf } from './connection-config.ts'
import type { Kept } from './connection-file.ts'

const kept: Kept = {
  version: 1,
  active: 'home',
  home: { name: 'This computer', production: false, readOnly: false },
  connections: [
    {
      id: 'far',
      name: 'Far',
      ...{ production: true, readOnly: false, password: 'env:FAR' },
      ...{ apiKey: null, sentinelPassword: null },
      place: {
        kind: 'redis',
        qdrant: null,
        redis: {
          ...{ kind: 'single', nodes: ['[::1]:7000'], masterName: 'mymaster' },
          ...{ db: 2, tls: true, username: 'u', sentinelTls: false, sentinelUsername: '' },
          ca: '-----BEGIN CERTIFICATE-----\nAA==',
        },
      },
    },
  ],
}
const home = loadConfig({
  env: {
    SOMA_REDIS__HOST: 'other.example',
    SOMA_REDIS__PASSWORD: 'secret',
    SOMA_REDIS__TIMEOUT_SECONDS: '9',
    SOMA_VECTOR__BACKEND: 'qdrant',
    SOMA_QDRANT__URL: 'https://other.example',
    SOMA_QDRANT__API_KEY: 'key',
    SOMA_RECALL__TOUCH: 'false',
  },
  explicit: { data_dir: '/nowhere', mode: 'enterprise' },
})

it('takes of the settings what says how, and nothing of what says where or with which secret', () => {
  const config = configOf(home, kept, 'far')
  expect(config.redis).toMatchObject({
    ...{ host: '::1', port: 7000, db: 2, tls: true },
    ...{ username: 'u', password: 'env:FAR', timeout_seconds: 9 },
    tls_ca: '-----BEGIN CERTIFICATE-----\nAA==',
  })
  expect(config.redis.url).toBeUndefined()
  expect(config.vector.backend).toBe('fractal')
  expect(config.qdrant).toMatchObject({ url: 'http://127.0.0.1:6333' })
  expect(config.qdrant.api_key).toBeUndefined()
  expect(config.recall.touch).toBe(false)
  expect(config).toMatchObject({ mode: 'enterprise', given: { connection: { id: 'far', production: true } } })
  expect(config.data_dir).toMatch(/connections.far$/)
  expect(configOf(home, kept, 'home').redis.host).toBe('other.example')
})

it('STO-1 tells the sentinels from what they lead to, each with its own encryption, user and password', () => {
  const own = { sentinelTls: true, sentinelUsername: 's', kind: 'sentinel' } as const
  const connections = kept.connections.map((one) => {
    const place = one.place as Extract<typeof one.place, { kind: 'redis' }>
    const redis = { ...place.redis, ...own, nodes: ['a:1', 'b:2'] }
    return { ...one, place: { ...place, redis }, sentinelPassword: 'env:SENTINEL' }
  })
  const config = configOf(home, { ...kept, connections }, 'far')
  expect(config.redis).toMatchObject({
    ...{ sentinels: ['a:1', 'b:2'], username: 'u', password: 'env:FAR' },
    ...{ sentinel_tls: true, sentinel_username: 's', sentinel_password: 'env:SENTINEL' },
  })
  const { redis: without } = configOf(config, kept, 'far')
  expect(without).toMatchObject({ sentinels: [], sentinel_tls: false, host: '::1' })
  expect([without.sentinel_username, without.sentinel_password]).toEqual([undefined, undefined])
})

it('says where the vectors are of a connection that has them elsewhere', () => {
  const qdrant = { url: 'https://q.example', prefix: 'p-' }
  const there = { kind: 'folder', folder: '/elsewhere', qdrant } as const
  const connections = kept.connections.map((one) => ({ ...one, place: there, apiKey: 'env:Q' }))
  const config = configOf(home, { ...kept, connections }, 'far')
  expect(config).toMatchObject({ mode: 'local_agent', data_dir: '/elsewhere', vector: { backend: 'qdrant' } })
  expect(config.qdrant).toMatchObject({ url: 'https://q.example', collection_prefix: 'p-', api_key: 'env:Q' })
})
