import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Composition, compose } from '#hosts/composition/compose'
import { loadConfig } from '#hosts/config'
import { builtFiles } from './built-files.ts'
import { from, removeFolder, startedFolder } from './start.ts'

const CANARY = 'quetzalcoatlus'
const TOKEN = 'tok-5f2b9c7d1e8a4036'
const KEY = 'sk-live-0123456789abcdef'

let dataDir: string
let composition: Composition
beforeAll(async () => {
  dataDir = startedFolder()
  const config = loadConfig({
    env: {},
    explicit: {
      data_dir: dataDir,
      http: { token: TOKEN },
      memory_enterprise: {
        consolidation: { url: 'http://127.0.0.1:9/v1', model: 'm', api_key: KEY },
      },
    } as never,
  })
  composition = await compose({ config, edition: 'browser', files: builtFiles, version: '0.0.0' })
  const { memories } = composition.handlers
  await memories.store(
    { namespace: 'default', coordinate: [1], payload: `{"text":"${CANARY} one"}` } as never,
    from(),
  )
})
afterAll(async () => {
  await composition?.close()
  removeFolder(dataDir)
})

const living = async (): Promise<number> => {
  const { total } = (await composition.handlers.memories.stats({ namespace: 'default' }, from())) as {
    total: number
  }
  return total
}
const store = (at: number) =>
  composition.handlers.memories.store(
    { namespace: 'default', coordinate: [at], payload: `{"text":"${CANARY} ${at}"}` } as never,
    from(),
  )

it('restores a backup of a sound database, keeps what was there, and goes back to it', async () => {
  const { app, recall } = composition.handlers
  await app.backup({}, from())
  const [backup] = await app.backups({}, from())
  await store(2)
  await store(3)
  expect(await living()).toBe(3)
  const { keptAs, memories } = await app.restore({ name: backup?.name ?? '' }, from())
  expect(memories).toBe(1)
  expect(await living()).toBe(1)
  // The day's own backup may be among them.
  const names = (await app.backups({}, from())).map(({ name }) => name)
  expect(names[0]).toBe(keptAs)
  expect(names).toContain(backup?.name)
  expect((await app.restore({ name: keptAs }, from())).memories).toBe(3)
  expect(await living()).toBe(3)
  const { hits } = await recall.search({ namespace: 'default', query: CANARY, k: 5 }, from())
  expect(hits).toHaveLength(3)
  await store(4)
  expect(await living()).toBe(4)
})

it('lets calls end that have begun and wait those that come, and is refused while something long is at work', async () => {
  const { app, memories, graph } = composition.handlers
  await app.backup({}, from())
  const [backup] = await app.backups({}, from())
  const { name = '' } = backup ?? {}
  const look = () => memories.stats({ namespace: 'default' }, from())
  const before = Array.from({ length: 20 }, look)
  const restoring = app.restore({ name }, from())
  const during = Array.from({ length: 20 }, look)
  const again = app.restore({ name }, from())
  await new Promise((done) => setImmediate(done))
  const later = Array.from({ length: 20 }, look)
  const asked = await Promise.allSettled([...before, ...during, ...later])
  expect(asked.filter(({ status }) => status === 'rejected')).toEqual([])
  expect(await again).toEqual(await restoring)

  const exported = graph
    .export({ namespace: 'default', format: 'json' } as never, from())
    [Symbol.asyncIterator]()
  await exported.next()
  await expect(app.restore({ name }, from())).rejects.toMatchObject({
    code: 'store/busy',
    data: { work: ['an export of the graph'] },
  })
  await exported.return?.()
  await app.restore({ name }, from())
})

it('refuses what is no backup, and goes on as it was', async () => {
  const { app } = composition.handlers
  await expect(app.restore({ name: 'memories-20200101-000000-000.sqlite' }, from())).rejects.toMatchObject({
    code: 'store/no-backup',
  })
  expect(await living()).toBe(4)
})

it('SEC-2 the diagnostics have no payload, no query, no secret and no name of a namespace', async () => {
  const { handlers, log } = composition
  await handlers.namespaces.create({ name: 'project-nightingale' }, from())
  await handlers.recall.search({ namespace: 'default', query: `where is ${CANARY}`, k: 3 }, from())
  await handlers.memories
    .store({ namespace: 'default', coordinate: [1], payload: `{"text": ${CANARY}` } as never, from())
    .catch(() => {})
  // What a driver might say.
  log.error('a call failed', { error: `refused ${TOKEN} at http://x/?key=${KEY}`, token: 'hunter22' })
  const { name, files } = await handlers.app.diagnostics({}, from())
  expect(name).toBe('soma-diagnostics')
  expect(files.map((file) => file.name)).toEqual([
    'about.json',
    'settings.json',
    'health.json',
    'doctor.json',
    'soma.log',
  ])
  const all = files.map(({ text }) => text).join('\n')
  for (const told of [CANARY, TOKEN, KEY, 'hunter22', 'project-nightingale', dataDir])
    expect([told, all.includes(told)]).toEqual([told, false])
  const settings = JSON.parse(files[1]?.text ?? '{}') as Record<string, { value: unknown }>
  expect(settings['http.token']).toMatchObject({ value: 'set' })
  expect(Object.keys(settings).length).toBeGreaterThan(60)
  expect(JSON.parse(files[2]?.text ?? '{}')).toMatchObject({
    mode: 'local_agent',
    store: 'ready',
    memories: [{ living: 4 }, {}],
  })
  expect(JSON.parse(files[3]?.text ?? '{}')).toMatchObject({ total: 0 })
  expect(files[4]?.text).toContain('a call failed')
})
