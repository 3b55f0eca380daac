import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Cluster, Redis } from 'ioredis'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { DoctorReport } from '#contract/doctor'
import { createHashingEmbedder } from '#embedders/hashing/hashing-embedder'
import type { DoctorFiles } from '#engine/doctor/doctor-ports'
import { FractalIndex } from '#engine/fractal/fractal-index'
import { chooseKernel } from '#engine/fractal/kernel/choose-kernel'
import { createEngine, type Engine } from '#engine/index'
import { type RedisSettings, withRedis } from '#stores/redis/connect'
import { openDatabase } from '#stores/sqlite/open'
import { Statements } from '#stores/sqlite/statements'
import { compareCopy, rowsThere } from '#workers/compare-copy'
import { asyncIndex } from '../store/engine-in-process.ts'
import { type Copy, openCopy, redisAt, rowsOf, upToDate } from './open-copy.ts'
import { redisServerPath, startCluster, startRedis } from './redis-server.ts'

const N = 'birds'
const start = async (kind: 'single' | 'cluster') => {
  if (kind === 'single') {
    const { port, stop } = await startRedis()
    return { settings: redisAt([port]), client: new Redis(port, '127.0.0.1'), stop }
  }
  const { ports, stop } = await startCluster()
  const nodes = ports.map((port) => ({ host: '127.0.0.1', port }))
  return { settings: redisAt(ports, { kind }), client: new Cluster(nodes), stop }
}

const NEVER = new AbortController().signal
const EMBEDDER = createHashingEmbedder(16)
const TEXTS = Array.from({ length: 12 }, (_, x) => `the heron number ${x} stands at the pond`)

const places = [
  { name: 'Redis', kind: 'single' },
  { name: 'a real Cluster of three', kind: 'cluster' },
] as const

describe.skipIf(redisServerPath() === undefined).each(places)('STO-6 the doctor and $name', ({ kind }) => {
  const folder = mkdtempSync(join(tmpdir(), 'soma-doctor-'))
  const file = join(folder, 'memories.sqlite')
  let server: { stop(): Promise<void> }
  let redis: Redis | Cluster
  let settings: RedisSettings
  let copy: Copy
  let other: Copy
  let looking: ReturnType<typeof openDatabase>['db']
  let engine: Engine
  let files: DoctorFiles

  beforeAll(async () => {
    const started = await start(kind)
    server = started
    redis = started.client
    settings = started.settings
    copy = await openCopy(settings, file)
    other = await openCopy(settings)
    looking = openDatabase({ file, readonly: true }).db
    files = {
      diagnose: () => copy.diagnose(),
      forgetSaved: async () => {},
      copy: {
        compare: () => withRedis(settings, (client) => compareCopy(new Statements(looking), client)),
        rowsThere: (rows) => withRedis(settings, (client) => rowsThere(client, rows)),
      },
    }
    const clock = { now: () => 1_700_000_000, elapsed: () => performance.now() }
    const log = { info: () => {}, warn: () => {}, error: () => {} }
    const index = asyncIndex(new FractalIndex({ dimension: EMBEDDER.dimension, kernel: chooseKernel() }))
    engine = createEngine({ store: copy.store, index, embedder: EMBEDDER, clock, log })
    await engine.load()
    await engine.namespaces.create(N)
    for (const [x, text] of TEXTS.entries()) await put(x, { text })
    await put(3, { text: 'the heron left the pond' })
    for (const to of [1, 2, 5]) {
      const link = { namespace: N, from: [0], to: [to], type: 'near', weight: to, note: null }
      await engine.links.put(link, 'ann')
    }
    await engine.memories.remove({ namespace: N, coordinates: [[11]] }, undefined, 'ann')
  }, 30_000)
  afterAll(async () => {
    await engine?.close()
    await other?.store.close()
    looking?.close()
    redis?.disconnect()
    await server?.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  const put = (x: number, payload: object) =>
    engine.memories.store(
      {
        ...{ namespace: N, coordinate: [x], payload: JSON.stringify(payload), type: 'episodic' },
        ...{ importance: 0, ifTaken: 'update' },
      } as never,
      'ann',
    )
  const check = () => engine.doctor.check(files, NEVER)
  const repair = () => engine.doctor.repair(files, NEVER, { author: 'ann' })
  const told = ({ differences }: DoctorReport) =>
    differences.map(({ part, coordinate, what }) => [part, coordinate?.[0] ?? null, what])
  const textAt = async (x: number) =>
    (
      JSON.parse((await engine.memories.get({ namespace: N, coordinate: [x] }))?.payload ?? '{}') as {
        text?: string
      }
    ).text
  const data = (x: number): string => `{${N}}:(${x}.0,):data`
  const meta = (x: number): string => `{${N}}:(${x}.0,):meta`
  const inRedis = async (x: number) =>
    (JSON.parse((await redis.get(data(x))) ?? '{}') as { text?: string }).text
  /** Both computers have the same rows, and the doctor says that Redis has them too. */
  const allAgree = async (): Promise<void> => {
    // A text that came back gets its vector a little later.
    const agree = async (): Promise<void> => {
      await upToDate(other, copy)
      const [here, there] = [rowsOf(copy), rowsOf(other)]
      expect({ ...there, log_position: null }).toEqual({ ...here, log_position: null })
    }
    await vi.waitFor(agree, { timeout: 20_000 })
    expect(await check()).toMatchObject({ total: 0, differences: [] })
  }

  it('finds nothing where nothing is wrong, and says how much it compared', async () => {
    await allAgree()
    const { checked } = await check()
    expect(checked[0]).toMatchObject({ part: 'copy', differences: 0 })
    expect(checked[0]?.compared).toBeGreaterThan(40)
    const seq = await engine.store.seq()
    expect(await repair()).toMatchObject({ total: 0 })
    expect(await engine.store.seq()).toBe(seq)
  })

  it.each([
    ['a memory that is lost', () => redis.del(data(1), meta(1)), 1, 'Redis does not have it'],
    ['a place that is lost', () => redis.hdel(`{${N}}:places`, '3'), 2, 'Redis does not have it'],
    ['what is no JSON', () => redis.set(data(4), 'garbage'), 4, 'what Redis has of it cannot be read'],
    [
      'contents that somebody wrote over',
      () => redis.set(data(5), '{"text":"robin"}'),
      5,
      'somebody wrote over it in Redis, past this program',
    ],
  ] as const)('finds %s, and writes there again what is here', async (_, damage, x, what) => {
    const seq = await engine.store.seq()
    await damage()
    expect(told(await check())).toEqual([['copy', x, what]])
    expect(await repair()).toMatchObject({ total: 0, differences: [] })
    expect(await inRedis(x)).toBe(TEXTS[x])
    // Nothing that anybody sees has changed.
    expect(await engine.store.seq()).toBe(seq)
    await allAgree()
  })

  it('finds a whole table that is lost, as where Redis was full, and brings it back', async () => {
    await redis.del(`{${N}}:places`, `{${N}}:t:links`)
    const found = await check()
    expect(found.total).toBe(TEXTS.length + 3)
    expect(told(found)).toContainEqual(['copy', null, 'Redis does not have a row of "links"'])
    expect(await repair()).toMatchObject({ total: 0 })
    await allAgree()
    const fresh = await openCopy(settings)
    expect({ ...rowsOf(fresh), log_position: null }).toEqual({ ...rowsOf(copy), log_position: null })
    await fresh.store.close()
  })

  it('takes over a later state that only Redis has, which is undone and redone like any change', async () => {
    const row = JSON.parse((await redis.get(meta(6))) ?? '{}') as Record<string, unknown>
    const payload = '{"text":"the heron is back"}'
    const later = { ...row, seq: 9000, text: 'the heron is back', bytes: payload.length }
    await redis.mset(data(6), payload, meta(6), JSON.stringify(later))
    const [found] = told(await check())
    expect(found?.[2]).toMatch(/^Redis has a later state of it, of change 9000; here it is of \d+$/)
    expect(await repair()).toMatchObject({ total: 0 })
    expect(await textAt(6)).toBe('the heron is back')
    await allAgree()
    const [change] = await engine.journal.list({ namespace: N, limit: 1 })
    expect(change).toMatchObject({ action: 'repair', author: 'ann', count: 1 })

    const undone = await engine.journal.undo(change?.seq as number, 'ann')
    expect(await textAt(6)).toBe(TEXTS[6])
    await allAgree()
    await engine.journal.undo(undone.seq, 'ann')
    expect(await textAt(6)).toBe('the heron is back')
    await allAgree()
  })

  it('takes over what only Redis has: a memory and a link', async () => {
    const { db } = copy
    db.pragma('foreign_keys = ON')
    // Past the program: nothing of it is noted for the log, and the words go with the memory.
    const key = db.prepare('SELECT key FROM memories WHERE c0 = 7').pluck().get() as number
    db.exec(`DELETE FROM keywords_1 WHERE rowid = ${key};
             DELETE FROM memories WHERE key = ${key};
             DELETE FROM links WHERE weight = 5;`)
    const found = told(await check()).filter(([part]) => part === 'copy')
    expect(found.map(([, , what]) => what)).toEqual(
      expect.arrayContaining(['only Redis has it', 'only Redis has a row of "links"']),
    )
    expect(await repair()).toMatchObject({ total: 0 })
    expect(await textAt(7)).toBe(TEXTS[7])
    await allAgree()
  })

  it('takes over from Redis what somebody wrote over in the copy', async () => {
    copy.db.exec(`UPDATE memories SET payload = '{"text":"robin"}' WHERE c0 = 8`)
    expect(told(await check())).toContainEqual([
      ...['copy', 8, 'somebody wrote over it in the copy of this computer, past this program'],
    ])
    expect(await repair()).toMatchObject({ total: 0 })
    expect(await textAt(8)).toBe(TEXTS[8])
    await allAgree()
  })

  it('says so where Redis gives no answer, and looks at the rest', async () => {
    const away: DoctorFiles = {
      ...files,
      copy: {
        ...files.copy,
        compare: async () => {
          throw new Error('gone')
        },
      } as never,
    }
    const report = await engine.doctor.repair(away, NEVER)
    expect(told(report)).toEqual([['copy', null, 'it cannot be compared with Redis: gone']])
    expect(report.checked.find(({ part }) => part === 'index')).toMatchObject({ differences: 0 })
  })

  it('says what it cannot put right: a key that is of another kind', async () => {
    await redis.rename(`{${N}}:t:links`, `{${N}}:aside`)
    await redis.set(`{${N}}:t:links`, 'x')
    const left = await check()
    expect(left.differences).toHaveLength(3)
    expect(left.differences[0]).toMatchObject({
      what: 'Redis has a value of another kind in the place of rows of "links"',
      canRepair: false,
    })
    await redis.rename(`{${N}}:aside`, `{${N}}:t:links`)
    await allAgree()
  })
})
