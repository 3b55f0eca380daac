import { Redis } from 'ioredis'
import { describe, expect, it } from 'vitest'
import { tryRedis } from '#stores/redis/try-redis'
import { redisAt } from './open-copy.ts'
import { redisServerPath, startRedis } from './redis-server.ts'

const elapsed = (): number => performance.now()

describe.skipIf(redisServerPath() === undefined)('a connection to a real Redis is tried', () => {
  it('STO-7 tells version and latency, leaves nothing behind, and says what is amiss', async () => {
    const server = await startRedis(['--appendonly', 'no', '--requirepass', 'right'])
    const admin = new Redis(server.port, '127.0.0.1', { password: 'right' })
    const trial = (password: string) => tryRedis(redisAt([server.port], { password, timeout: 2000 }), elapsed)

    const sound = await trial('right')
    expect(sound).toMatchObject({ isWritable: true, problem: null })
    expect(sound.version).toMatch(/^\d+\.\d+/)
    expect(sound.notes.join(' ')).toContain('appendonly')
    expect(await admin.dbsize()).toBe(0)

    expect((await trial('wrong')).problem).toMatch(/WRONGPASS/)
    await admin.config('SET', 'maxmemory-policy', 'allkeys-lru')
    expect((await trial('right')).notes.join(' ')).toContain('noeviction')
    await admin.set('{a}:(1.0,):data', Buffer.from([0x80, 4, 1]))
    expect((await trial('right')).problem).toContain('pickles')
    admin.disconnect()
    await server.stop()
  }, 20_000)
})
