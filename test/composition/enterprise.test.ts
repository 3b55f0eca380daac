import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Composition } from '#hosts/composition/compose'
import { openBeside } from '#hosts/composition/open-beside'
import { loadConfig } from '#hosts/config'
import { type RedisServer, redisServerPath, startRedis } from '../redis/redis-server.ts'
import { builtFiles } from './built-files.ts'
import { from, loaded, PATIENT, refusal, removeFolder, start, statusOf, temporaryFolder } from './start.ts'

const context = (name: string) => ({ ...from(), client: name })

const store = ({ handlers }: Pick<Composition, 'handlers'>, x: number, text: string) =>
  handlers.memories.store(
    {
      namespace: 'default',
      coordinate: [x],
      payload: JSON.stringify({ text }),
      ...({ type: 'episodic', importance: 0, ifTaken: 'refuse' } as const),
    },
    context('test'),
  )

const firstOf = async ({ handlers }: Pick<Composition, 'handlers'>, query: string) =>
  (await handlers.recall.search({ namespace: 'default', query, k: 1 }, from())).hits[0]?.memory.coordinate

describe.skipIf(redisServerPath() === undefined)('STO-1 mode enterprise', () => {
  let server: RedisServer
  const folders = [temporaryFolder(), temporaryFolder(), temporaryFolder()] as const
  const redis = () => ({ host: '127.0.0.1', port: server.port, timeout_seconds: 2 })
  const open = (folder: string) => start(folder, { mode: 'enterprise', redis: redis() })
  beforeAll(async () => {
    server = await startRedis(['--appendonly', 'yes', '--appendfsync', 'always'])
  })
  afterAll(async () => {
    await server.stop()
    for (const folder of folders) removeFolder(folder)
  })

  it('MEM-13 STO-7 shares memories between computers, reads on while Redis is away, and writes again after it', async () => {
    const [one, two] = await Promise.all([open(folders[0]), open(folders[1])])
    await Promise.all([loaded(one), loaded(two)])
    expect((await one.handlers.namespaces.list({}, from())).map(({ name }) => name)).toEqual(['default'])
    await store(one, 1, 'The lock of the session file is taken twice')
    await vi.waitFor(async () => expect(await firstOf(two, 'session file lock')).toEqual([1]), PATIENT)
    expect(await statusOf(two)).toMatchObject({ mode: 'enterprise', store: { state: 'ready' } })

    const config = loadConfig({
      env: {},
      explicit: { data_dir: folders[0], mode: 'enterprise', redis: redis() },
    })
    const quiet = { info: () => {}, warn: () => {}, error: () => {} }
    const guest = await openBeside({
      config,
      files: builtFiles,
      version: '0',
      log: quiet,
      vectors: false,
      kind: 'mcp',
    })
    await store(guest, 2, 'A guest of the first computer')
    await guest.close()
    await vi.waitFor(async () => expect(await firstOf(two, 'guest computer')).toEqual([2]), PATIENT)

    await server.kill()
    await expect(store(two, 3, 'Lost?')).rejects.toMatchObject({ code: 'store/read-only' })
    expect((await statusOf(two)).store).toMatchObject({
      state: 'read-only',
      damaged: false,
      reason: expect.stringContaining(`127.0.0.1:${server.port}`),
    })
    expect(await firstOf(two, 'session file lock')).toEqual([1])

    await server.start()
    await vi.waitFor(async () => expect((await statusOf(two)).store.state).toBe('ready'), PATIENT)
    await store(two, 3, 'Found again')
    await vi.waitFor(async () => expect(await firstOf(one, 'found again')).toEqual([3]), PATIENT)
    await Promise.all([one.close(), two.close()])
  }, 120_000)

  it('STO-7 starts without Redis on what it has, needs Redis where it has nothing, and makes a copy anew', async () => {
    await server.kill()
    expect(await refusal(open(folders[2]))).toMatch(/^Redis at 127\.0\.0\.1:\d+ gives no answer \(.*\)/)
    const alone = await open(folders[0])
    expect((await alone.handlers.memories.stats({ namespace: 'default' }, from())).total).toBe(3)
    expect((await statusOf(alone)).store.state).toBe('read-only')
    await alone.close()
    await server.start()
    for (const suffix of ['', '-wal', '-shm'])
      rmSync(join(folders[0], `redis-copy.sqlite${suffix}`), { force: true })
    const again = await open(folders[0])
    await loaded(again)
    expect(await firstOf(again, 'session file lock')).toEqual([1])
    await again.close()
  }, 60_000)
})
