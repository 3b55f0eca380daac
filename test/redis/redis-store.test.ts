import { Redis } from 'ioredis'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RedisSettings } from '#stores/redis/connect'
import { storeSuite } from '../store/store.suite.ts'
import { draft, put, type StoreUnderTest, vector } from '../store/store-bench.ts'
import { openCopy, redisAt, rowsOf } from './open-copy.ts'
import {
  type RedisCluster,
  type RedisServer,
  redisServerPath,
  startCluster,
  startRedis,
  startSentinel,
} from './redis-server.ts'

const opened = async (redis: RedisSettings): Promise<StoreUnderTest> => {
  const another = async () => (await openCopy(redis)).store
  const store = await another()
  return { store, another, dispose: () => store.close() }
}

describe.skipIf(redisServerPath() === undefined)('over a real Redis', () => {
  let server: RedisServer
  beforeAll(async () => {
    server = await startRedis()
  })
  afterAll(() => server.stop())

  storeSuite('Redis', async () => {
    return opened(redisAt([server.port]))
  })
})

describe.skipIf(redisServerPath() === undefined)('over a real Sentinel with a master and a replica', () => {
  const servers: RedisServer[] = []
  let sentinel: RedisServer
  const password = 'a-password-of-a-test'
  beforeAll(async () => {
    const own = ['--appendonly', 'no', '--requirepass', password, '--masterauth', password]
    const master = await startRedis(own)
    servers.push(master, await startRedis([...own, '--replicaof', '127.0.0.1', String(master.port)]))
    sentinel = await startSentinel(master.port, password)
  })
  afterAll(async () => {
    for (const server of [sentinel, ...servers]) await server.stop()
  })

  storeSuite('Redis behind a Sentinel', async () => {
    return opened(redisAt([sentinel.port], { kind: 'sentinel', password }))
  })
})

describe.skipIf(redisServerPath() === undefined)('over a real cluster of three', () => {
  let cluster: RedisCluster
  beforeAll(async () => {
    cluster = await startCluster()
  })
  afterAll(() => cluster.stop())

  storeSuite('Redis Cluster', async () => {
    return opened(redisAt(cluster.ports, { kind: 'cluster' }))
  })

  it('STO-3 keeps a namespace in one slot, and spreads namespaces over the nodes', async () => {
    const copy = await openCopy(redisAt(cluster.ports, { kind: 'cluster' }))
    for (const name of ['red', 'green', 'blue']) {
      await copy.store.createNamespace(name, { at: 1, note: '', suggestions: [] })
      const many = Array.from({ length: 5 }, (_, i) =>
        put(name, [i], { text: name }, {}, { vector: vector(i) }),
      )
      await copy.store.commit(draft(name, many))
    }
    const rows = rowsOf(copy)
    await copy.store.close()
    const where = await Promise.all(
      cluster.ports.map(async (port) => {
        const node = new Redis(port, '127.0.0.1')
        const keys = await node.keys('*')
        node.disconnect()
        return keys
      }),
    )
    for (const name of ['red', 'green', 'blue']) {
      const having = where.filter((keys) => keys.some((key) => key.startsWith(`{${name}}`)))
      expect(having).toHaveLength(1)
    }
    expect(where.filter((keys) => keys.length > 0).length).toBeGreaterThan(1)
    const fresh = await openCopy(redisAt(cluster.ports.slice(0, 1), { kind: 'cluster' }))
    expect(rowsOf(fresh)).toEqual(rows)
    await fresh.store.close()
  })
})
