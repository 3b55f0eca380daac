import { Redis } from 'ioredis'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RedisServer, redisServerPath, startRedis } from '../redis/redis-server.ts'
import { runCommand } from './cli-run.ts'
import { removeFolder, startedFolder } from './start.ts'

describe.skipIf(redisServerPath() === undefined)('memories of the original Python engine in Redis', () => {
  const folder = startedFolder()
  const soma = runCommand(folder)
  let server: RedisServer
  let admin: Redis
  beforeAll(async () => {
    server = await startRedis()
    admin = new Redis(server.port, '127.0.0.1')
    await soma('connections', 'add', 'Old', '--redis', `127.0.0.1:${server.port}`)
  })
  afterAll(async () => {
    admin.disconnect()
    await server.stop()
    removeFolder(folder)
  })

  it('STO-3 come in where they are JSON, as they are; pickles are refused with the reason, and Redis is only read', async () => {
    await admin.mset({
      'agents:(1.0, 2.5):data': '{"task": "review", "n": 12345678901234567890, "memory_type": "semantic"}',
      '{agents}:(3.0,):data': '{"fact": "braces"}',
      '{agents}:(3.0,):meta': '{"memory_type": "episodic", "importance": 3, "timestamp": 1700000000.5}',
      'agents:(9.0,):data': Buffer.from([0x80, 4, 0x7d]),
      'other:(0.0,):data': '{"text": "of another namespace"}',
      'other:(0.0,):lock': 'no memory',
    })
    const before = await admin.keys('*')
    const { out, told, exitCode } = await soma('import-redis', '--from', 'Old')
    expect(exitCode).toBe(2)
    expect(told).toContain('agents:(9.0,):data is a Python pickle')
    expect(out.match(/"imported": (\d+)/g)?.sort()).toEqual(['"imported": 1', '"imported": 2'])
    const first = await soma('--namespace', 'agents', 'get', '--coord', '1,2.5')
    expect(first.out).toContain('12345678901234567890')
    expect(JSON.parse(first.out)).toMatchObject({ type: 'semantic' })
    const second = await soma('--namespace', 'agents', 'get', '--coord', '3')
    expect(JSON.parse(second.out)).toMatchObject({
      importance: 3,
      timestamp: 1700000000.5,
      payload: { fact: 'braces' },
    })
    expect((await soma('--namespace', 'other', 'get', '--coord', '0')).out).toContain('another namespace')
    expect((await admin.keys('*')).sort()).toEqual(before.sort())
  })

  it('are none where Redis has a database of this program', async () => {
    await admin.flushall()
    await admin.hset('{soma}:head', 'log', 'x')
    await expect(soma('import-redis', '--from', 'Old')).rejects.toThrow('"soma move"')
  })
})
