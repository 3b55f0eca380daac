import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import { Redis } from 'ioredis'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { MemoryStore } from '#engine/ports'
import { seededRandom } from '../../bench/seeded-random.ts'
import { draft, EMBEDDER, patch, put, vector } from '../store/store-bench.ts'
import { type Copy, openCopy, redisAt, rowsOf, upToDate } from './open-copy.ts'
import { type RedisServer, redisServerPath, startRedis } from './redis-server.ts'

/** Of Redis, amid writes. `SOMA_KILLS=200` for as many as a release is held to. */
const KILLS = Number(process.env.SOMA_KILLS ?? 3)

const WORDS = 'attack memory cookie session buffer race lock file path token query'.split(' ')

/** One write of any kind; what is refused because of what is there is no fault. */
const writeSomething = async (store: MemoryStore, random: () => number, mark: string): Promise<void> => {
  const pick = (n: number): number => Math.floor(random() * n)
  const names = (await store.namespaces()).map(({ name }) => name)
  const name = names[pick(names.length)]
  const act = pick(12)
  if (name === undefined || (act === 0 && names.length < 5)) {
    const about = { at: 1, note: '', suggestions: [], author: 't' }
    return void (await store.createNamespace(`n${mark}`, about))
  }
  const by = { at: 2, author: 't' }
  if (act === 1) return void (await store.renameNamespace(name, `r${mark}`, by))
  if (act === 2 && names.length < 6)
    return void (await store.copyNamespace(name, `c${mark}`, { at: 3, author: 't' }))
  if (act === 3 && names.length > 3) return void (await store.binNamespace(name, by))
  if (act === 3) {
    const [last, ...others] = await store.binnedNamespaces()
    if (others[0] !== undefined) await store.purgeNamespace(others[0].seq, others[0].name)
    if (last === undefined) return void (await store.removeNamespace(name))
    const undoes = { seq: last.seq, summary: 'Undid', action: 'undo' } as const
    return void (await store.unbinNamespace({ ...by, undoes }))
  }
  if (act === 4) {
    const which = { before: 1e9 }
    const purge = { namespace: name, which, limit: 5, at: 5, author: 't', summary: 'p' }
    return void (await store.purgeBin(purge))
  }
  if (act === 5) {
    const saved = {
      kind: 'saved-query',
      id: mark,
      state: JSON.stringify({ name: mark }),
      seen: null,
    } as const
    return void (await store.commit(draft(name, [], { artefacts: [saved] })))
  }
  if (act === 6) {
    const set = { deletedAt: random() < 0.7 ? 9 : null }
    return void (await store.commit(
      draft(name, [patch(name, [pick(9)], set, { when: 'exists' })], { onMismatch: 'skip' }),
    ))
  }
  const text = Array.from({ length: 1 + pick(6) }, () => WORDS[pick(WORDS.length)]).join(' ')
  const both = [pick(9), pick(9)].map((x) =>
    put(name, [x], { text, mark }, {}, { vector: vector(pick(100)) }),
  )
  const link = { from: [pick(9)], to: [pick(9)], type: 'x', weight: 1 + pick(3), note: null }
  await store.commit(draft(name, both, { links: [link] }))
}

const isRefusal = (error: unknown): boolean =>
  ['AppError', 'MutationRefused', 'LinkRefused', 'ArtefactRefused'].includes((error as Error).name)

describe.skipIf(redisServerPath() === undefined)('copies of one Redis', () => {
  let server: RedisServer
  let admin: Redis
  const folder = mkdtempSync(join(tmpdir(), 'soma-copies-'))
  const open = (file?: string): Promise<Copy> => openCopy(redisAt([server.port], { timeout: 1000 }), file)
  beforeAll(async () => {
    server = await startRedis(['--appendonly', 'yes', '--appendfsync', 'always'])
    admin = new Redis(server.port, '127.0.0.1')
    admin.on('error', () => {})
  })
  beforeEach(() => admin.flushall())
  afterAll(async () => {
    admin.disconnect()
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  it.each([1, 2, 3])(
    'STO-1 MEM-13 are the same row by row, whoever wrote what at the same time (seed %i)',
    async (seed) => {
      const copies = [await open(), await open()]
      await copies[0]?.store.createNamespace('first', { at: 1, note: '', suggestions: [] })
      await Promise.all(
        copies.map(async ({ store }, i) => {
          const random = seededRandom(seed * 10 + i)
          for (let n = 0; n < 60; n++) {
            await writeSomething(store, random, `${i}-${n}`).catch((error: unknown) => {
              if (!isRefusal(error)) throw error
            })
          }
        }),
      )
      const [a, b] = copies as [Copy, Copy]
      // A write of each that changes nothing else brings both to the end of the log.
      for (const copy of [a, b, a])
        await copy.store
          .keepGoldenRun('first', 's', { summary: '{}', results: '[]', keep: 1 })
          .catch(() => {})
      await upToDate(b, a)
      await expect.poll(() => rowsOf(b)).toEqual(rowsOf(a))
      await a.store.close()
      const fresh = await open()
      expect(rowsOf(fresh)).toEqual(rowsOf(b))
      for (const copy of [b, fresh]) {
        expect((await copy.diagnose()).found).toEqual([])
        await copy.store.close()
      }
    },
  )

  it('MEM-8 has of writers at the same moment each change once, one seq after the other', async () => {
    const copies = await Promise.all([open(), open(), open()])
    await copies[0]?.store.createNamespace('a', { at: 1, note: '', suggestions: [] })
    await Promise.all(
      copies.map((copy) => expect.poll(async () => (await copy.store.namespaces()).length).toBe(1)),
    )
    const seqs = await Promise.all(
      copies.flatMap(({ store }, i) =>
        Array.from({ length: 20 }, async (_, n) => {
          const { change } = await store.commit(draft('a', [put('a', [i, n], { text: 'one' })]))
          return change?.seq
        }),
      ),
    )
    expect(seqs.toSorted((p, q) => Number(p) - Number(q))).toEqual(
      Array.from({ length: 60 }, (_, i) => i + 1),
    )
    for (const { store } of copies) await store.close()
  })

  it('MEM-8 refuses a second writer whose version is gone, and writes nothing of it', async () => {
    const [a, b] = [await open(), await open()]
    await a.store.createNamespace('a', { at: 1, note: '', suggestions: [] })
    await a.store.commit(draft('a', [put('a', [1], { text: 'one' })]))
    await upToDate(b, a)
    const edit = ({ store }: Copy, text: string) =>
      store.commit(draft('a', [put('a', [1], { text }, {}, { expectedVersion: 1 }), put('a', [2], { text })]))
    const both = await Promise.allSettled([edit(a, 'mine'), edit(b, 'yours')])
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect(both.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { name: 'MutationRefused', version: 2 },
    })
    await upToDate(b, a)
    expect(await b.store.seq()).toBe(2)
    for (const { store } of [a, b]) await store.close()
  })

  it('STO-3 lie in Redis as JSON under the braces of their namespace, also after it is renamed', async () => {
    const { store } = await open()
    await store.createNamespace('a', { at: 1, note: '', suggestions: [] })
    const payload = { text: 'one', code: { of: [{ text: 'one' }] } }
    await store.commit(draft('a', [put('a', [1, 2.5], { text: 'one' }, {}, { vector: vector(1) })]))
    await store.renameNamespace('a', 'b', { at: 2, author: 't' })
    await store.createNamespace('a', { at: 3, note: '', suggestions: [] })
    await store.commit(draft('a', [put('a', [1, 2.5], { text: 'two' })]))
    await store.close()
    expect(JSON.parse((await admin.get('{a}:(1.0, 2.5):data')) ?? '')).toEqual(payload)
    expect(JSON.parse((await admin.get('{a}:(1.0, 2.5):meta')) ?? '')).toMatchObject({
      type: 'episodic',
      version: 1,
    })
    expect(JSON.parse((await admin.get('{a~2}:(1.0, 2.5):data')) ?? '')).toMatchObject({ text: 'two' })
    const keys = await admin.keys('*')
    expect(keys.filter((key) => !/^\{(soma|a|a~2)\}:/.test(key))).toEqual([])
  })

  it('STO-3 read a large change in parts, and everything anew where the log was cut behind them', async () => {
    const [a, b] = [await open(), await open()]
    await a.store.createNamespace('a', { at: 1, note: '', suggestions: [] })
    const long = '😀ß\u{1F600}'.repeat(30_000)
    await a.store.commit(
      draft(
        'a',
        Array.from({ length: 8 }, (_, x) => put('a', [x], { text: `t${x}`, long })),
      ),
    )
    expect((await admin.keys('{soma}:body:*')).length).toBeGreaterThan(2)
    await upToDate(b, a)
    expect(rowsOf(b)).toEqual(rowsOf(a))
    await b.store.close()
    await a.store.commit(draft('a', [put('a', [1], { text: 'later' })]))
    const rows = rowsOf(a)
    await a.store.close()
    await admin.xtrim('{soma}:log', 'MAXLEN', 0)
    const fresh = await open()
    expect(rowsOf(fresh)).toEqual(rows)
    await fresh.store.close()
  })

  it('EMB-1 carry vectors, and drop the table of an embedder that nobody uses', async () => {
    const [a, b] = [await open(), await open()]
    await a.store.createNamespace('a', { at: 1, note: '', suggestions: [] })
    await a.store.commit(draft('a', [put('a', [1], { text: 'x' }, {}, { vector: vector(3) })]))
    await upToDate(b, a)
    const feed = await b.store.vectorsAfter({ seq: 0, key: 0 }, EMBEDDER, 10)
    expect([...feed.vectors]).toEqual([...vector(3)])
    await a.store.dropVectors(EMBEDDER, 10)
    await expect.poll(() => isDeepStrictEqual(rowsOf(a), rowsOf(b))).toBe(true)
    for (const { store } of [a, b]) await store.close()
  })

  it(
    'MEM-8 have every acknowledged write once, nothing of a refused one twice, after Redis was killed amid them',
    async () => {
      const copy = await open()
      await copy.store.createNamespace('a', { at: 1, note: '', suggestions: [] })
      const acknowledged: number[] = []
      let stop = false
      const writing = (async () => {
        for (let x = 0; !stop; x++) {
          await copy.store
            .commit(
              draft(
                'a',
                [0, 1].map((y) => put('a', [x, y], { text: `t${x}` }, {}, { vector: vector(x) })),
              ),
            )
            .then(() => acknowledged.push(x))
            .catch((error: unknown) => expect(error).toMatchObject({ code: 'store/read-only' }))
        }
      })()
      const random = seededRandom(6)
      for (let round = 0; round < KILLS; round++) {
        const wanted = acknowledged.length + Math.floor(random() * 20)
        await expect.poll(() => acknowledged.length, { timeout: 20_000, interval: 5 }).toBeGreaterThan(wanted)
        await delay(random() * 8)
        await server.kill()
        await expect.poll(() => copy.lost(), { timeout: 20_000 }).toContain('127.0.0.1')
        // Reading goes on meanwhile.
        expect(await copy.store.get('a', [acknowledged[0] ?? 0, 0])).toMatchObject({ version: 1 })
        await server.start()
      }
      const had = acknowledged.length
      await expect.poll(() => acknowledged.length, { timeout: 20_000 }).toBeGreaterThan(had + 5)
      expect(copy.lost()).toBeNull()
      stop = true
      await writing
      const fresh = await open()
      expect(rowsOf(fresh)).toEqual(rowsOf(copy))
      for (const one of [copy, fresh]) expect((await one.diagnose()).found).toEqual([])
      await copy.store.close()
      const memories = rowsOf(fresh).memories as { c0: number; version: number }[]
      const counts = Map.groupBy(memories, ({ c0 }) => c0)
      for (const x of acknowledged) expect(counts.get(x)?.map(({ version }) => version)).toEqual([1, 1])
      expect([...counts.values()].every((pair) => pair.length === 2)).toBe(true)
      await fresh.store.close()
    },
    90_000 + KILLS * 10_000,
  )

  it('MEM-8 that know more than Redis after a failover refuse to write, and are kept aside at the next start', async () => {
    const file = join(folder, 'ahead.sqlite')
    const copy = await open(file)
    await copy.store.createNamespace('a', { at: 1, note: '', suggestions: [] })
    await copy.store.commit(draft('a', [put('a', [1], { text: 'one' })]))
    await copy.store.close()
    const dump = await Promise.all(
      (await admin.keys('*')).map(async (key) => [key, await admin.dumpBuffer(key)] as const),
    )
    const ahead = await open(file)
    await ahead.store.commit(draft('a', [put('a', [2], { text: 'lost' })]))
    await ahead.store.seq()
    await admin.flushall()
    for (const [key, value] of dump) await admin.restore(key, 0, value as Buffer)
    await expect(ahead.store.commit(draft('a', [put('a', [3], { text: 'x' })]))).rejects.toMatchObject({
      code: 'store/read-only',
    })
    expect(await ahead.store.get('a', [2])).not.toBeNull()
    await expect.poll(() => ahead.lost()).toContain('gone back to an older state')
    await ahead.store.close()
    const again = await open(file)
    expect(await again.store.get('a', [2])).toBeNull()
    expect(await again.store.get('a', [1])).not.toBeNull()
    expect(readdirSync(folder).filter((name) => /^ahead\.sqlite\.\d{4}/.test(name))).toHaveLength(1)
    await again.store.commit(draft('a', [put('a', [3], { text: 'goes on' })]))
    await again.store.close()
  })

  it('STO-3 refuse a Redis that was emptied behind them, pickles, memories of others and a newer format', async () => {
    const file = join(folder, 'emptied.sqlite')
    const copy = await open(file)
    await copy.store.createNamespace('a', { at: 1, note: '', suggestions: [] })
    await copy.store.close()
    const older = await open(file)
    await admin.hset('{soma}:head', 'format', 9999)
    await expect(
      older.store.createNamespace('b', { at: 1, note: '', suggestions: [] }),
    ).rejects.toMatchObject({
      code: 'store/read-only',
    })
    await expect.poll(() => older.lost()).toContain('newer Soma Inspector')
    await older.store.close()
    await expect(open()).rejects.toMatchObject({ name: 'ForeignDatabase', message: /newer Soma Inspector/ })
    await admin.flushall()
    await expect(open(file)).rejects.toMatchObject({ name: 'EmptiedLog', message: /bring Redis back/ })
    await admin.set('{old}:(1.0, 2.0):data', Buffer.from([0x80, 4, 0x7d, 0x2e]))
    await expect(open()).rejects.toMatchObject({ name: 'ForeignDatabase', message: /Python pickles/ })
    await admin.set('{old}:(1.0, 2.0):data', '{"task":"x"}')
    await expect(open()).rejects.toMatchObject({ name: 'ForeignDatabase', message: /did not write/ })
    expect(await admin.dbsize()).toBe(1)
  })
})
