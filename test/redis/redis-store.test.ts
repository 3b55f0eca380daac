import { Redis } from 'ioredis'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { storeSuite } from '../store/store.suite.ts'
import { draft, put, vector } from '../store/store-bench.ts'
import { openCopy, redisAt, rowsOf } from './open-copy.ts'
import {
  type RedisCluster,
  type RedisServer,
  redisServerPath,
  startCluster,
  startRedis,
} from './redis-server.ts'

describe.skipIf(redisServerPath() === undefined)('over a real Redis', () => {
  let server: RedisServer
  beforeAll(async () => {
    server = await startRedis()
  })
  afterAll(() => server.stop())

  storeSuite('Redis', async () => {
    const { store } = await openCopy(redisAt([server.port]))
    return { store, dispose: () => store.close() }
  })
})

describe.skipIf(redisServerPath() === undefined)('over a real cluster of three', () => {
  let cluster: RedisCluster
  beforeAll(async () => {
    cluster = await startCluster()
  })
  afterAll(() => cluster.stop())

  storeSuite('Redis Cluster', async () => {
    const { store } = await openCopy(redisAt(cluster.ports, { kind: 'cluster' }))
    return { store, dispose: () => store.close() }
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
