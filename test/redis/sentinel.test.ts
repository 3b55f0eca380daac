import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import { describe, expect, it } from 'vitest'
import type { RedisSettings } from '#stores/redis/connect'
import { tryRedis } from '#stores/redis/try-redis'
import { draft, put } from '../store/store-bench.ts'
import { makeCertificates, tlsOptions } from './certificates.ts'
import { openCopy, redisAt } from './open-copy.ts'
import { freePort, hasTls, redisServerPath, startRedis, startSentinel } from './redis-server.ts'

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

  it('STO-1 SEC-2 goes through TLS to Sentinels with a password of their own, and on to the master', async (ctx) => {
    if (!hasTls()) ctx.skip('this redis-server has no TLS')
    const folder = mkdtempSync(join(tmpdir(), 'soma-sentinel-tls-'))
    makeCertificates(folder)
    const secret = 'of-the-master'
    const [masterTls, sentinelTls] = [await freePort(), await freePort()]
    const own = ['--appendonly', 'no', '--requirepass', secret]
    const master = await startRedis([...own, ...tlsOptions(folder, masterTls)])
    // The Sentinel knows of the master the port alone that speaks TLS.
    const login = ['--requirepass', 'of-the-sentinel', '--tls-replication', 'yes']
    const sentinel = await startSentinel(masterTls, secret, [...login, ...tlsOptions(folder, sentinelTls)])
    const elapsed = (): number => performance.now()
    const settings = redisAt([sentinelTls], {
      ...{ kind: 'sentinel', password: secret, timeout: 3000, tls: true },
      ca: readFileSync(join(folder, 'ca.pem'), 'utf8'),
      sentinel: { tls: true, password: 'of-the-sentinel' },
    })
    const copy = await openCopy(settings)
    await copy.store.createNamespace('a', { at: 1, note: '', suggestions: [] })
    await copy.store.commit(draft('a', [put('a', [1], { text: 'encrypted' })]))
    await copy.store.close()
    const admin = new Redis(master.port, '127.0.0.1', { password: secret })
    expect(await admin.get('{a}:(1.0,):data')).toContain('encrypted')

    expect(await tryRedis(settings, elapsed)).toMatchObject({ problem: null, isWritable: true })
    const problem = async (change: Partial<RedisSettings>): Promise<string | null> =>
      (await tryRedis({ ...settings, timeout: 1000, ...change }, elapsed)).problem
    expect(await problem({ sentinel: { tls: true, password: 'wrong' } })).toMatch(/WRONGPASS/)
    expect(await problem({ sentinel: { tls: true } })).toMatch(/NOAUTH/)
    expect(await problem({ ca: undefined })).toMatch(/sentinels are unreachable/)
    expect(await problem({ sentinel: { tls: false, password: 'of-the-sentinel' } })).not.toBeNull()
    expect(await problem({ tls: false })).not.toBeNull()
    admin.disconnect()
    for (const server of [sentinel, master]) await server.stop()
    rmSync(folder, { recursive: true })
  }, 60_000)
})
