import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { ConnectionDraft } from '#contract/connections'
import type { Composition } from '#hosts/composition/compose'
import { forwarding } from '#hosts/composition/forwarding'
import { resolveSecret } from '#hosts/secret-reference'
import { type DoubleProcess, startDoubleProcess } from '../qdrant/double-process.ts'
import { type RedisServer, redisServerPath, startRedis } from '../redis/redis-server.ts'
import { runCommand } from './cli-run.ts'
import {
  from,
  PATIENT,
  removeFolder,
  SMALL_SAMPLE_SIZE,
  smallSample,
  start,
  startedFolder,
  statusOf,
  temporaryFolder,
} from './start.ts'

const page = from('app')
const folderDraft = (name: string, folder: string, more: Partial<ConnectionDraft> = {}): ConnectionDraft => ({
  name,
  place: { kind: 'folder', folder, qdrant: null },
  production: false,
  readOnly: false,
  ...more,
})
const redisDraft = (name: string, port: number, more: Partial<ConnectionDraft> = {}): ConnectionDraft => ({
  ...folderDraft(name, ''),
  place: {
    kind: 'redis',
    qdrant: null,
    redis: {
      ...{ kind: 'single', nodes: [`127.0.0.1:${port}`], masterName: 'mymaster' },
      ...{ db: 0, tls: false, username: '', sentinelTls: false, sentinelUsername: '', ca: '' },
    },
  },
  ...more,
})
const store = ({ handlers }: Composition, x: number, text: string) =>
  handlers.memories.store(
    {
      namespace: 'default',
      coordinate: [x],
      payload: JSON.stringify({ text }),
      ...({ type: 'episodic', importance: 0, ifTaken: 'refuse' } as const),
    },
    page,
  )
const textsOf = async ({ handlers }: Composition): Promise<string[]> => {
  const sort = { by: 'created', direction: 'asc' } as const
  const asked = { namespace: 'default', sort, bin: false, offset: 0, limit: 10 }
  const { rows } = await handlers.memories.page(asked, page)
  return rows.map(({ title }) => title)
}

const secretIn = (file: string): string => {
  const readFile = (path: string) => readFileSync(path, 'utf8')
  return resolveSecret(`file:${file}`, { env: {}, readFile })
}

const stepsOf = async <T>(steps: AsyncIterable<T>): Promise<T[]> => {
  const all: T[] = []
  for await (const step of steps) all.push(step)
  return all
}

const isTold = async ({ handlers }: Composition, type: string): Promise<boolean> => {
  for await (const event of handlers.changes.events({}, page)) if (event.type === type) return true
  return false
}

/** One program for all: each part begins where the one before ended. */
describe('connections of the app', () => {
  const [home, second] = [startedFolder(), startedFolder()]
  let app: Composition
  const soma = runCommand(home)
  const { connections } = forwarding(() => app.handlers)
  const idOf = async (name: string): Promise<string> => {
    const state = await connections.state({}, page)
    return state.connections.find((one) => one.name === name)?.id ?? ''
  }
  beforeAll(async () => {
    app = await start(home)
  })
  afterAll(async () => {
    await app.close()
    for (const folder of [home, second]) removeFolder(folder)
  })

  it('are for its own page alone, which names no place of a secret and no computer of the network', async () => {
    const draft = folderDraft('x', second)
    for (const client of ['api', 'mcp', 'an agent', 'cli']) {
      await expect(connections.add(draft, from(client))).rejects.toMatchObject({ code: 'connection/closed' })
      await expect(connections.state({}, from(client))).rejects.toMatchObject({ code: 'connection/closed' })
      await expect(connections.switchTo({ id: 'home', force: true }, from(client))).rejects.toMatchObject({
        code: 'connection/closed',
      })
    }
    for (const password of ['env:HOME', 'file:/etc/passwd', 'keychain:main']) {
      await expect(connections.test({ draft: redisDraft('x', 1, { password }) }, page)).rejects.toMatchObject(
        {
          data: { field: 'password' },
        },
      )
    }
    for (const folder of ['\\\\server\\share', '//server/share', 'here', join(home, 'a', 'b'), home]) {
      await expect(connections.add(folderDraft('x', folder), page)).rejects.toMatchObject({
        data: { field: 'folder' },
      })
    }
  })

  it('keep a password where only this user reads it, tell it to nobody, and send it to no other address', async () => {
    const draft = redisDraft('Far', 1, { password: 'open sesame', production: true })
    const added = await connections.add(draft, page)
    const state = JSON.stringify(await connections.state({}, page))
    expect(added).toMatchObject({ password: 'file', production: true })
    expect(state).not.toContain('sesame')
    expect(state).toContain('not encrypted')
    const file = join(home, 'connections', `${added.id}.password`)
    expect(secretIn(file)).toBe('open sesame')
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o077).toBe(0)
    expect(readFileSync(join(home, 'connections.json'), 'utf8')).not.toContain('sesame')
    await expect(connections.edit({ id: added.id, draft: redisDraft('Far', 2) }, page)).rejects.toMatchObject(
      { data: { field: 'password' } },
    )
    await connections.edit({ id: added.id, draft: redisDraft('Far', 1, { readOnly: true }) }, page)
    expect(secretIn(file)).toBe('open sesame')
    await expect(connections.add(redisDraft('far', 3), page)).rejects.toMatchObject({
      code: 'connection/name-taken',
    })
    await connections.remove({ id: added.id }, page)
    expect(existsSync(file)).toBe(false)
  })

  it('switch in the running app, which tells its windows, and back', async () => {
    await store(app, 1, 'at home')
    const { id } = await connections.add(folderDraft('Second', second, { production: true }), page)
    const told = isTold(app, 'connections')
    expect(await connections.switchTo({ id, force: false }, page)).toMatchObject({
      name: 'Second',
      production: true,
    })
    expect(await told).toBe(true)
    expect((await statusOf(app)).connection).toEqual({
      id,
      name: 'Second',
      production: true,
      readOnly: false,
    })
    expect(await textsOf(app)).toEqual([])
    await store(app, 2, 'at the second')
    expect((await app.handlers.namespaces.list({}, page)).map(({ name }) => name)).toEqual(['default'])
    // The command line names it, and the home folder stays what it was.
    const listed = await soma('--connection', 'second', 'get', '--coord', '2')
    expect(listed.out).toContain('at the second')
    // To and fro, faster than what is left can close.
    for (const to of ['home', id, 'home']) await connections.switchTo({ id: to, force: false }, page)
    await vi.waitFor(async () => expect(await textsOf(app)).toEqual(['at home']), PATIENT)
  })

  it('ask before something long is ended, and go on with the present one where another does not open', async () => {
    const nowhere = await connections.add(redisDraft('Nowhere', 1), page)
    await expect(connections.switchTo({ id: nowhere.id, force: false }, page)).rejects.toMatchObject({
      code: 'connection/unusable',
      message: expect.stringContaining('Redis at 127.0.0.1:1 gives no answer'),
    })
    expect(await textsOf(app)).toEqual(['at home'])
    const busy = app.handlers.duplicates.find({ namespace: 'default', threshold: 0.9 } as never, page)
    const walking = busy[Symbol.asyncIterator]()
    const first = walking.next()
    await expect(
      connections.switchTo({ id: await idOf('Second'), force: false }, page),
    ).rejects.toMatchObject({ code: 'connection/busy', data: { work: ['a search for duplicates'] } })
    await first
    await walking.return?.()
    const [part] = await connections.test({ id: nowhere.id }, page)
    expect(part).toMatchObject({ part: 'redis', problem: expect.stringContaining('cannot be used') })
    await connections.remove({ id: nowhere.id }, page)
  })

  it('marked read-only take no writes, whichever door they come by', async () => {
    const id = await idOf('Second')
    const draft = folderDraft('Second', second, { readOnly: true })
    await connections.edit({ id, draft }, page)
    await connections.switchTo({ id, force: false }, page)
    expect((await statusOf(app)).store).toMatchObject({ state: 'read-only', damaged: false })
    await expect(store(app, 3, 'no')).rejects.toMatchObject({ code: 'store/read-only' })
    expect(await textsOf(app)).toEqual(['at the second'])
    await expect(soma('--connection', 'Second', 'delete', '--coord', '2')).rejects.toThrow('read-only')
    expect(await connections.test({ id }, page)).toMatchObject([
      { part: 'folder', memories: 1, problem: null },
    ])
    // The mark of what is open is taken away: it is opened anew, and takes writes.
    await connections.edit({ id, draft: { ...draft, readOnly: false } }, page)
    await store(app, 3, 'yes')
    await expect(connections.remove({ id }, page)).rejects.toMatchObject({ code: 'connection/in-use' })
  })

  it('are open again after a restart, and what the program was started with where that fails', async () => {
    await app.close()
    app = await start(home)
    expect((await statusOf(app)).connection.name).toBe('Second')
    await app.close()
    await soma('connections', 'add', 'Gone', '--redis', '127.0.0.1:1')
    const { out } = await soma('connections', 'list', '--json')
    const gone = (JSON.parse(out) as { id: string; name: string }[]).find(({ name }) => name === 'Gone')
    const file = join(home, 'connections.json')
    const kept = JSON.parse(readFileSync(file, 'utf8')) as object
    writeFileSync(file, JSON.stringify({ ...kept, active: gone?.id }))
    app = await start(home)
    expect((await statusOf(app)).connection.id).toBe('home')
    expect((await connections.state({}, page)).problem).toContain('Redis at 127.0.0.1:1')
  })
})

describe.skipIf(redisServerPath() === undefined)('STO-1 a move in the app', () => {
  const home = temporaryFolder()
  let server: RedisServer
  let qdrant: DoubleProcess
  beforeAll(async () => {
    ;[server, qdrant] = await Promise.all([startRedis(), startDoubleProcess()])
  })
  afterAll(async () => {
    await Promise.all([server.stop(), qdrant.stop()])
    removeFolder(home)
  })

  it('brings what is in memory only into Redis, and from there into a folder', async () => {
    const app = await start(home, { mode: 'on_demand', files: smallSample(home) })
    const memories = SMALL_SAMPLE_SIZE + 1
    const { connections } = app.handlers
    try {
      await store(app, 1, 'kept nowhere')
      const draft = redisDraft('Shared', server.port)
      const place = {
        ...draft.place,
        qdrant: { url: qdrant.url, prefix: 'moved-' },
      } as ConnectionDraft['place']
      const redis = await connections.add({ ...draft, place, apiKey: 'open sesame' }, page)
      expect(redis).toMatchObject({ password: 'none', apiKey: 'file' })
      await expect(
        connections.test({ id: redis.id, draft: { ...draft, place, apiKey: 'env:HOME' } }, page),
      ).rejects.toMatchObject({ data: { field: 'apiKey' } })
      const [before, vectors] = await connections.test({ id: redis.id }, page)
      expect(vectors).toMatchObject({ part: 'qdrant', problem: null, writable: true })
      expect(before).toMatchObject({
        problem: null,
        writable: true,
        memories: 0,
        version: expect.any(String),
      })
      const steps = await stepsOf(connections.move({ id: redis.id }, page))
      expect(steps.at(-1)).toMatchObject({ type: 'result', memories, missed: 0 })
      await expect(connections.switchTo({ id: redis.id, force: false }, page)).rejects.toMatchObject({
        code: 'connection/busy',
      })
      await connections.switchTo({ id: redis.id, force: true }, page)
      expect(await textsOf(app)).toEqual(['kept nowhere'])
      // Qdrant is told by itself what came into its connection.
      await vi.waitFor(async () => {
        const points = await qdrant.points('moved-default')
        expect(points.filter(({ payload }) => 'coordinate' in payload)).toHaveLength(1)
      }, PATIENT)
      const folder = await connections.add(folderDraft('File', join(home, 'file')), page)
      const back = await stepsOf(connections.move({ id: folder.id }, page))
      expect(back.at(-1)).toMatchObject({ type: 'result', memories })
      await connections.switchTo({ id: folder.id, force: false }, page)
      expect(await textsOf(app)).toEqual(['kept nowhere'])
      await expect(stepsOf(connections.move({ id: redis.id }, page))).rejects.toMatchObject({
        code: 'connection/move-refused',
      })
    } finally {
      await app.close()
    }
  })
})
