import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { draft, put, vector } from '../store/store-bench.ts'
import { databaseMove, digestsOf, fillDatabase, killedMove, type MoveResult, resultOf } from './moving.ts'
import { openCopy, redisAt } from './open-copy.ts'
import { type RedisServer, redisServerPath, startRedis } from './redis-server.ts'

const MEMORIES = 5000
describe.skipIf(redisServerPath() === undefined)('a move between modes', () => {
  const root = mkdtempSync(join(tmpdir(), 'soma-moving-'))
  const source = join(root, 'source')
  const database = join(source, 'memories.sqlite')
  let server: RedisServer
  let admin: Redis
  let number = 0
  const folder = (): string => join(root, `target-${++number}`)
  const redis = () => ({ host: '127.0.0.1', port: server.port })
  const moving = (target: string, signal?: AbortSignal) =>
    databaseMove({ database, target, redis: redis(), signal })

  beforeAll(async () => {
    mkdirSync(source)
    await fillDatabase(database, MEMORIES)
    server = await startRedis()
    admin = new Redis(server.port, '127.0.0.1')
  }, 60_000)
  beforeEach(() => admin.flushall())
  afterAll(async () => {
    admin.disconnect()
    await server.stop()
    rmSync(root, { recursive: true, force: true })
  })

  it('STO-1 brings 5,000 memories with all that is kept of them into Redis and back, the same to the last row', async () => {
    const before = digestsOf(database)
    const bytes = readFileSync(database)
    const redisFolder = folder()
    const into = await resultOf(moving(redisFolder))
    expect(into).toMatchObject({ memories: MEMORIES - 1, missed: 0, resumed: false })
    expect(into.tables).toEqual(before)
    expect(into.tables.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['artefacts', 'changes', 'embedders', 'links', 'memories', 'versions']),
    )
    expect(into.tables.some(({ name }) => /^vectors_/.test(name))).toBe(true)
    expect(readFileSync(database).equals(bytes)).toBe(true)
    expect(readdirSync(redisFolder).filter((name) => /move/.test(name))).toEqual([])

    // Another computer opens it as any database of Redis, and writes on.
    const other = await openCopy(redisAt([server.port]))
    expect(other.created).toBe(false)
    expect((await other.diagnose()).found).toEqual([])
    await other.store.commit(
      draft('a', [put('a', [7, 7], { text: 'written after the move' }, {}, { vector: vector(7) })]),
    )
    await other.store.close()

    const back = folder()
    const copy = await openCopy(redisAt([server.port]), join(redisFolder, 'redis-copy.sqlite'))
    await copy.store.close()
    const out = await resultOf(
      databaseMove({ database: join(redisFolder, 'redis-copy.sqlite'), target: back }),
    )
    expect(out).toMatchObject({ memories: MEMORIES, missed: 0 })
    const after = digestsOf(join(back, 'memories.sqlite'))
    expect(out.tables).toEqual(after)
    // What differs from the start is what was written on the way: a memory with its vector, its line of the journal, its namespace's counts.
    const changed = after.filter((one) => !before.some((was) => JSON.stringify(was) === JSON.stringify(one)))
    expect(changed.map(({ name }) => name).sort()).toEqual([
      ...['changes', 'memories', 'namespaces'],
      expect.stringMatching(/^vectors_/),
    ])
  }, 60_000)

  it('goes on after a kill -9 at any moment, and is no database until it is whole', async () => {
    const before = digestsOf(database)
    const target = folder()
    let kills = 0
    let result: MoveResult | undefined
    for (const wait of [40, 90, 5, 150, 20, Number.POSITIVE_INFINITY]) {
      const { killed, last } = await killedMove({ database, target, redis: redis() }, wait)
      if (killed) {
        kills += 1
        if ((await admin.exists('{soma}:moving')) === 1)
          await expect(openCopy(redisAt([server.port]))).rejects.toThrow('A move to this Redis was begun')
      } else if (last?.type === 'result') result = last
      if (result !== undefined) break
    }
    expect(kills).toBeGreaterThan(1)
    expect(result).toMatchObject({ resumed: true, memories: MEMORIES - 1 })
    expect(result?.tables).toEqual(before)
    expect(await admin.exists('{soma}:moving')).toBe(0)
    const other = await openCopy(redisAt([server.port]))
    expect((await other.store.namespaces()).find(({ name }) => name === 'a')?.living).toBe(MEMORIES - 1)
    await other.store.close()
  }, 120_000)

  it('leaves nothing at the target where it is given up, in Redis or in a folder', async () => {
    for (const stage of ['write', 'check'] as const) {
      const target = folder()
      const stop = new AbortController()
      const steps = moving(target, stop.signal)
      await expect(
        (async () => {
          for await (const step of steps) if (step.type === 'progress' && step.stage === stage) stop.abort()
        })(),
      ).rejects.toThrow()
      expect(await admin.keys('*'), stage).toEqual([])
      expect(readdirSync(target).filter((name) => /sqlite|move/.test(name))).toEqual([])
    }
  }, 60_000)

  it('refuses a target with memories and touches nothing of it, and takes one that was only looked at', async () => {
    const looked = await openCopy(redisAt([server.port]))
    await looked.store.createNamespace('default', { at: 1, note: '', suggestions: [] })
    await looked.store.close()
    expect(await resultOf(moving(folder()))).toMatchObject({ memories: MEMORIES - 1 })
    const keys = (await admin.keys('*')).sort()
    await expect(resultOf(moving(folder()))).rejects.toMatchObject({
      code: 'connection/move-refused',
      data: { reason: expect.stringContaining('There are memories in this Redis already') },
    })
    expect((await admin.keys('*')).sort()).toEqual(keys)

    await admin.flushall()
    await admin.set('ns:(1.0, 2.0):data', Buffer.from([0x80, 4, 1]))
    await expect(resultOf(moving(folder()))).rejects.toThrow('Python pickles')
    expect(await admin.keys('*')).toEqual(['ns:(1.0, 2.0):data'])

    const full = folder()
    mkdirSync(full)
    copyFileSync(database, join(full, 'memories.sqlite'))
    await expect(resultOf(databaseMove({ database, target: full }))).rejects.toThrow(
      'memories in this folder already',
    )
    expect(existsSync(join(full, 'move.json'))).toBe(false)
  }, 60_000)
})
