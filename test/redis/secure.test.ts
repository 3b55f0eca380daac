import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { tryRedis } from '#stores/redis/try-redis'
import { draft, put, vector } from '../store/store-bench.ts'
import { makeCertificates, tlsOptions } from './certificates.ts'
import { openCopy, redisAt } from './open-copy.ts'
import { freePort, hasTls, type RedisServer, redisServerPath, startRedis } from './redis-server.ts'

describe.skipIf(redisServerPath() === undefined)('STO-1 Redis behind a user and encryption', () => {
  const folder = mkdtempSync(join(tmpdir(), 'soma-secure-'))
  let server: RedisServer
  let tlsPort = 0
  const elapsed = (): number => performance.now()
  const alice = { username: 'alice', password: 'right', timeout: 3000 }
  beforeAll(async () => {
    const acl = ['--user', 'alice', 'on', '>right', '~*', '&*', '+@all', '-@dangerous', '+info', '+keys']
    const reader = [
      '--user',
      'reader',
      'on',
      '>right',
      '~*',
      '&*',
      '+@read',
      '+@connection',
      '+info',
      '+hello',
    ]
    const users = [...acl, ...reader, '--user', 'default', 'off']
    const tls: string[] = []
    if (hasTls()) {
      makeCertificates(folder)
      tlsPort = await freePort()
      tls.push(...tlsOptions(folder, tlsPort))
    }
    server = await startRedis(['--appendonly', 'no', ...users, ...tls])
  })
  afterAll(async () => {
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  it('writes and reads as a user who may not do what is dangerous, and says what is wrong with others', async () => {
    const copy = await openCopy(redisAt([server.port], alice))
    await copy.store.createNamespace('a', { at: 1, note: '', suggestions: [] })
    await copy.store.commit(draft('a', [put('a', [1], { text: 'hidden' }, {}, { vector: vector(1) })]))
    await copy.store.close()
    const again = await openCopy(redisAt([server.port], alice))
    expect((await again.store.namespaces()).map(({ living }) => living)).toEqual([1])
    await again.store.close()

    const trial = (user: object) => tryRedis(redisAt([server.port], { ...alice, ...user }), elapsed)
    expect(await trial({})).toMatchObject({ problem: null, isWritable: true })
    expect((await trial({ password: 'wrong' })).problem).toContain('WRONGPASS')
    expect((await trial({ username: undefined })).problem).toMatch(/WRONGPASS|NOAUTH/)
    expect(await trial({ username: 'reader' })).toMatchObject({
      isWritable: false,
      problem: expect.stringContaining('NOPERM'),
    })
  })

  it('talks through TLS to a certificate of its own authority, and to none that it cannot trust', async (ctx) => {
    if (!hasTls()) ctx.skip('this redis-server has no TLS')
    const at = { ...alice, tls: true, ca: readFileSync(join(folder, 'ca.pem'), 'utf8') }
    const copy = await openCopy(redisAt([tlsPort], at))
    if (!(await copy.store.namespaces()).some(({ name }) => name === 'tls'))
      await copy.store.createNamespace('tls', { at: 1, note: '', suggestions: [] })
    await copy.store.commit(draft('tls', [put('tls', [2], { text: 'encrypted' }, {}, { vector: vector(2) })]))
    await copy.store.close()
    const plain = new Redis(server.port, '127.0.0.1', { username: 'alice', password: 'right' })
    expect(await plain.get('{tls}:(2.0,):data')).toContain('encrypted')
    plain.disconnect()
    const distrusted = await tryRedis(redisAt([tlsPort], { ...at, ca: undefined }), elapsed)
    expect(distrusted.problem).toMatch(/certificate|unable to verify/i)
    expect((await tryRedis(redisAt([tlsPort], { ...alice, timeout: 1500 }), elapsed)).problem).not.toBeNull()
  })
})
