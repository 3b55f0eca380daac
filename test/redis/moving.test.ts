import { type ChildProcess, spawn } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { MemoryStore } from '#engine/ports'
import { openDatabase } from '#stores/sqlite/open'
import { digestTables } from '#stores/sqlite/row-batches'
import { sqliteStore } from '#stores/sqlite/sqlite-store'
import { Statements } from '#stores/sqlite/statements'
import { promising } from '../promising.ts'
import { draft, patch, put, vector } from '../store/store-bench.ts'
import { databaseMove, type MoveResult, resultOf, sourceMove } from './moving.ts'
import { openCopy, redisAt } from './open-copy.ts'
import { type RedisServer, redisServerPath, startRedis } from './redis-server.ts'

const MEMORIES = 5000
const CHUNK = 500

/** Memories, a second version of every tenth, links, some in the bin, artefacts, a gone namespace: rows of most tables. */
const fill = async (store: MemoryStore): Promise<void> => {
  await store.createNamespace('a', { at: 1, note: 'n', suggestions: ['s'] })
  await store.createNamespace('gone', { at: 1, note: '', suggestions: [] })
  await store.commit(draft('gone', [put('gone', [1], { text: 'was' }, {}, { vector: vector(1) })]))
  for (let from = 0; from < MEMORIES; from += CHUNK) {
    const many = Array.from({ length: CHUNK }, (_, i) =>
      put(
        'a',
        [from + i, 0.5],
        { text: `memory ${from + i} of the 🦊 ${'x'.repeat(i % 50)}` },
        { importance: i / 7 },
        { vector: vector(from + i) },
      ),
    )
    const link = (i: number) => ({
      ...{ from: [from + i, 0.5], to: [from + i + 1, 0.5] },
      ...{ type: 'next', weight: 1.5, note: null },
    })
    await store.commit(draft('a', many, { links: [link(0), link(1)] }))
  }
  const later = Array.from({ length: MEMORIES / 10 }, (_, i) =>
    put('a', [i * 10, 0.5], { text: `again ${i}` }, {}, { vector: vector(i) }),
  )
  await store.commit(draft('a', later))
  await store.commit(draft('a', [patch('a', [3, 0.5], { deletedAt: 9 })]))
  const saved = { kind: 'saved-query', id: 'q', state: JSON.stringify({ name: 'q' }), seen: null } as const
  await store.commit(draft('a', [], { artefacts: [saved] }))
  await store.binNamespace('gone', { at: 5, author: 't' })
}

const digestsOf = (file: string) => {
  const { db } = openDatabase({ file, readonly: true })
  const digests = digestTables(new Statements(db))
  db.close()
  return digests
}

describe.skipIf(redisServerPath() === undefined)('a move between modes', () => {
  const root = mkdtempSync(join(tmpdir(), 'soma-moving-'))
  const source = join(root, 'source')
  const database = join(source, 'memories.sqlite')
  let server: RedisServer
  let admin: Redis
  let number = 0
  const folder = (): string => join(root, `target-${++number}`)
  const moving = (target: string, signal?: AbortSignal) =>
    sourceMove({ source, target, port: server.port, ...(signal && { signal }) })

  beforeAll(async () => {
    mkdirSync(source)
    const { db } = openDatabase({ file: database })
    await fill(promising<MemoryStore>(sqliteStore(db)))
    db.close()
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
      const { killed, last } = await killedAfter(spawnMove({ source, port: server.port, target }), wait)
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
    await expect(resultOf(sourceMove({ source, target: full }))).rejects.toThrow(
      'memories in this folder already',
    )
    expect(existsSync(join(full, 'move.json'))).toBe(false)
  }, 60_000)
})

const spawnMove = ({
  source,
  port,
  target,
}: {
  source: string
  port: number
  target: string
}): ChildProcess =>
  spawn(process.execPath, [join(import.meta.dirname, 'move-child.ts'), source, String(port), target], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })

/** Kills a child so many milliseconds after it began to write, unless it has ended. */
const killedAfter = async (
  child: ChildProcess,
  milliseconds: number,
): Promise<{ readonly killed: boolean; readonly last: MoveResult | undefined }> => {
  let text = ''
  let timer: NodeJS.Timeout | undefined
  const ended = new Promise<NodeJS.Signals | null>((resolve) =>
    child.once('exit', (_, signal) => resolve(signal)),
  )
  child.stdout?.on('data', (data: Buffer) => {
    text += data.toString()
    if (!text.includes('"write"') || !Number.isFinite(milliseconds)) return
    timer ??= setTimeout(() => child.kill('SIGKILL'), milliseconds)
  })
  const killed = (await ended) === 'SIGKILL'
  clearTimeout(timer)
  const line = text.trim().split('\n').at(-1)
  return { killed, last: line?.includes('"result"') ? (JSON.parse(line) as MoveResult) : undefined }
}
