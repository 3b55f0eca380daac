import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { Redis } from 'ioredis'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RedisSettings } from '#stores/redis/connect'
import { draft, put, vector } from '../store/store-bench.ts'
import {
  databaseMove,
  digestsOf,
  fillDatabase,
  killedMove,
  type MoveAsked,
  type MoveResult,
  type RedisPlace,
  resultOf,
} from './moving.ts'
import { openCopy, redisAt } from './open-copy.ts'
import { type RedisServer, redisServerPath, startCluster, startRedis, startSentinel } from './redis-server.ts'

const MEMORIES = 2000
const SECRET = 'a-password-of-a-test'

interface Place {
  readonly redis: RedisPlace
  readonly settings: RedisSettings
  stop(): Promise<void>
}

const clusterPlace = async (): Promise<Place> => {
  const { ports, stop } = await startCluster()
  const cluster = ports.map((port) => `127.0.0.1:${port}`)
  return { redis: { cluster }, settings: redisAt(ports, { kind: 'cluster' }), stop }
}

interface SentinelPlace extends Place {
  readonly master: RedisServer
  readonly replica: RedisServer
}

const sentinelPlace = async (): Promise<SentinelPlace> => {
  const own = ['--appendonly', 'no', '--requirepass', SECRET, '--masterauth', SECRET]
  const master = await startRedis(own)
  const replica = await startRedis([...own, '--replicaof', '127.0.0.1', String(master.port)])
  const sentinel = await startSentinel(master.port, SECRET)
  return {
    ...{ master, replica },
    redis: { sentinels: [`127.0.0.1:${sentinel.port}`], password: SECRET },
    settings: redisAt([sentinel.port], { kind: 'sentinel', password: SECRET }),
    stop: async () => {
      for (const server of [sentinel, replica, master]) await server.stop()
    },
  }
}

/** Kills the move at these moments of its writing, and then lets it end. */
const movedOverKills = async (asked: MoveAsked, waits: readonly number[]) => {
  let kills = 0
  let result: MoveResult | undefined
  for (const wait of [...waits, Number.POSITIVE_INFINITY]) {
    const { killed, last } = await killedMove(asked, wait)
    if (killed) kills += 1
    else result = last
    if (result !== undefined) break
  }
  return { kills, result }
}

describe.skipIf(redisServerPath() === undefined)('a move to and from more than one server', () => {
  const root = mkdtempSync(join(tmpdir(), 'soma-moving-'))
  const database = join(root, 'memories.sqlite')
  let number = 0
  const folder = (): string => join(root, `target-${++number}`)
  beforeAll(() => fillDatabase(database, MEMORIES), 60_000)
  afterAll(() => rmSync(root, { recursive: true, force: true }))

  /** There and back, killed on both ways; what is written in between goes along. */
  const thereAndBack = async ({ redis, settings }: Place): Promise<void> => {
    const before = digestsOf(database)
    const target = folder()
    const into = await movedOverKills({ database, target, redis }, [10, 60])
    expect(into.kills).toBeGreaterThan(0)
    expect(into.result).toMatchObject({ memories: MEMORIES - 1, missed: 0, resumed: true })
    expect(into.result?.tables).toEqual(before)

    const other = await openCopy(settings)
    expect((await other.diagnose()).found).toEqual([])
    const written = put('a', [7, 7], { text: 'written after the move' }, {}, { vector: vector(7) })
    await other.store.commit(draft('a', [written]))
    await other.store.close()

    // Whoever moves from Redis moves the copy of it, which is brought to the present when it is opened.
    const file = join(target, 'redis-copy.sqlite')
    const copy = await openCopy(settings, file)
    await copy.store.close()
    const back = folder()
    const out = await movedOverKills({ database: file, target: back }, [5])
    expect(out.result).toMatchObject({ memories: MEMORIES, missed: 0 })
    const after = digestsOf(join(back, 'memories.sqlite'))
    expect(out.result?.tables).toEqual(after)
    const changed = after.filter((one) => !before.some((was) => JSON.stringify(was) === JSON.stringify(one)))
    expect(changed.map(({ name }) => name).sort()).toEqual([
      ...['changes', 'memories', 'namespaces'],
      expect.stringMatching(/^vectors_/),
    ])
    const whole = changed.find(({ name }) => name === 'memories')
    expect(whole?.rows).toBe(before.find(({ name }) => name === 'memories')!.rows + 1)
  }

  it('STO-1 brings all into a real Cluster and back, killed on the way, the same to the last row', async () => {
    const place = await clusterPlace()
    await thereAndBack(place)
    // Each namespace lies whole on one of the nodes.
    const having = await Promise.all(
      place.settings.nodes.map(async ({ port }) => {
        const node = new Redis(port, '127.0.0.1')
        const keys = await node.keys('{a}:*:data')
        node.disconnect()
        return keys.length
      }),
    )
    expect(having.filter((count) => count > 0)).toEqual([MEMORIES + 1])
    await place.stop()
  }, 120_000)

  it('STO-1 brings all to the master that a Sentinel names and back, killed on the way', async () => {
    const place = await sentinelPlace()
    await thereAndBack(place)
    await place.stop()
  }, 120_000)

  it('MEM-8 goes on at the new master where the one that it moves to dies, with nothing missing', async () => {
    const { redis, settings, master, replica, stop } = await sentinelPlace()
    const admin = new Redis(replica.port, '127.0.0.1', { password: SECRET })
    const follows = () => admin.info('replication')
    await expect.poll(follows, { timeout: 10_000 }).toContain('master_link_status:up')
    const asked = { database, target: folder(), redis }
    let died = false
    const moving = (async () => {
      for await (const step of databaseMove(asked)) {
        if (step.type === 'result') return step
        if (step.stage !== 'write' || died) continue
        died = true
        await master.kill()
      }
      throw new Error('the move ended without a result')
    })()
    const ended = await moving.catch((error: unknown) => error)
    await expect.poll(follows, { timeout: 20_000, interval: 200 }).toContain('role:master')
    let result = died && !(ended instanceof Error) ? (ended as MoveResult) : undefined
    // It said that it could not; asked again it goes on with what the new master has.
    for (let tries = 0; result === undefined && tries < 20; tries++) {
      await delay(200)
      result = await resultOf(databaseMove(asked)).catch(() => undefined)
    }
    expect(result?.tables).toEqual(digestsOf(database))
    const other = await openCopy(settings)
    expect((await other.store.namespaces()).find(({ name }) => name === 'a')?.living).toBe(MEMORIES - 1)
    expect((await other.diagnose()).found).toEqual([])
    await other.store.close()
    admin.disconnect()
    await stop()
  }, 120_000)
})
