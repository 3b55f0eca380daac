import { expect, it } from 'vitest'
import { loadConfig } from '../config.ts'
import { redisSettings } from './redis-settings.ts'

const settings = (env: Record<string, string>) =>
  redisSettings(loadConfig({ env: { SOMA_MODE: 'enterprise', ...env } }))

it('STO-1 reads how Redis is reached from each form of the settings, and the defaults from none', () => {
  expect(settings({})).toMatchObject({
    kind: 'single',
    nodes: [{ host: '127.0.0.1', port: 6379 }],
    db: 0,
    tls: false,
  })
  expect(settings({ SOMA_REDIS__HOST: 'far', SOMA_REDIS__PORT: '7000', SOMA_REDIS__DB: '3' })).toMatchObject({
    nodes: [{ host: 'far', port: 7000 }],
    db: 3,
  })
  expect(settings({ SOMA_REDIS__URL: 'rediss://[::1]:7001/2' })).toMatchObject({
    nodes: [{ host: '::1', port: 7001 }],
    db: 2,
    tls: true,
  })
  expect(settings({ SOMA_REDIS__CLUSTER: '[a:1, b]' })).toMatchObject({
    kind: 'cluster',
    nodes: [
      { host: 'a', port: 1 },
      { host: 'b', port: 6379 },
    ],
  })
  expect(settings({ SOMA_REDIS__SENTINELS: '[a]', SOMA_REDIS__MASTER_NAME: 'm' })).toMatchObject({
    kind: 'sentinel',
    nodes: [{ host: 'a', port: 26379 }],
    masterName: 'm',
  })
  expect(redisSettings(loadConfig({ env: {} }))).toBeNull()
})

it('SEC-2 takes a password from where it lies, and refuses one in the address', () => {
  process.env.REDIS_PASSWORD_OF_A_TEST = 'secret'
  expect(settings({ SOMA_REDIS__PASSWORD: 'env:REDIS_PASSWORD_OF_A_TEST' })).toMatchObject({
    password: 'secret',
  })
  const ofSentinels = settings({
    ...{ SOMA_REDIS__SENTINELS: '[a]', SOMA_REDIS__SENTINEL_TLS: 'true', SOMA_REDIS__SENTINEL_USERNAME: 's' },
    SOMA_REDIS__SENTINEL_PASSWORD: 'env:REDIS_PASSWORD_OF_A_TEST',
  })
  expect(ofSentinels).toMatchObject({
    ...{ tls: false, username: undefined, password: undefined },
    sentinel: { tls: true, username: 's', password: 'secret' },
  })
  delete process.env.REDIS_PASSWORD_OF_A_TEST
  expect(() => settings({ SOMA_REDIS__URL: 'redis://:secret@far' })).toThrow(/redis.password/)
  expect(() => settings({ SOMA_REDIS__CLUSTER: '[a:1]', SOMA_REDIS__DB: '1' })).toThrow(/only database 0/)
})

it('redis.testing keeps everything in memory', () => {
  const config = loadConfig({ env: { SOMA_MODE: 'enterprise', SOMA_REDIS__TESTING: 'true' } })
  expect(config).toMatchObject({ mode: 'on_demand', database: ':memory:' })
})
