import { Redis } from 'ioredis'
import { describe, expect, it } from 'vitest'
import { draft, put } from '../store/store-bench.ts'
import { openCopy, redisAt } from './open-copy.ts'
import { redisServerPath, startRedis, startSentinel } from './redis-server.ts'

describe.skipIf(redisServerPath() === undefined)('over Sentinels', () => {
  it('STO-1 goes on at the new master with every write that it had', async () => {
    const secret = 'a-password-of-a-test'
    const own = ['--appendonly', 'no', '--requirepass', secret, '--masterauth', secret]
    const master = await startRedis(own)
    const replica = await startRedis([...own, '--replicaof', '127.0.0.1', String(master.port)])
    const sentinel = await startSentinel(master.port, secret)
    const admin = new Redis(replica.port, '127.0.0.1', { password: secret })
    await expect.poll(() => admin.info('replication'), { timeout: 10_000 }).toContain('master_link_status:up')

    await expect(
      openCopy(redisAt([master.port], { password: 'wrong', timeout: 1000 })),
    ).rejects.toMatchObject({
      code: 'store/read-only',
    })
    const settings = { kind: 'sentinel', password: secret, timeout: 1000 } as const
    const copy = await openCopy(redisAt([sentinel.port], settings))
    await copy.store.createNamespace('a', { at: 1, note: '', suggestions: [] })
    const store = (x: number) => copy.store.commit(draft('a', [put('a', [x], { text: `t${x}` })]))
    for (let x = 0; x < 20; x++) await store(x)
    const first = new Redis(master.port, '127.0.0.1', { password: secret })
    const last = await first.hget('{soma}:head', 'number')
    first.disconnect()
    await expect.poll(() => admin.hget('{soma}:head', 'number')).toBe(last)

    await master.kill()
    const goesOn = () =>
      store(20).then(
        () => true,
        () => false,
      )
    await expect.poll(goesOn, { timeout: 30_000, interval: 200 }).toBe(true)
    const fresh = await openCopy(redisAt([sentinel.port], settings))
    const { total } = await fresh.store.page({
      ...{ namespace: 'a', bin: false, offset: 0, limit: 1 },
      sort: { by: 'coordinate', direction: 'asc' },
    })
    expect(total).toBe(21)
    for (const { store: opened } of [copy, fresh]) await opened.close()
    admin.disconnect()
    for (const server of [sentinel, replica, master]) await server.stop()
  }, 60_000)
})
