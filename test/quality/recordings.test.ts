import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { activityHandlers } from '#api/activity'
import type { ActivityEntry, ReplayItem } from '#contract/activity'
import { createHashingEmbedder } from '#embedders/hashing/hashing-embedder'
import { openTestEngine, storeTexts, type TestEngine } from '../recall/engine.ts'

const recall = (at: number, query: string | null, more: Partial<ActivityEntry> = {}): ActivityEntry => ({
  ...{ id: `1-${at}`, at, action: 'recall', change: null, namespace: 'n', client: 'agent', seq: null },
  ...{ query, k: 3, took: 1, count: 0, coordinates: [], links: [], names: [], ...more },
})

describe('recordings', () => {
  let world: TestEngine
  /** What the audit log has: newest first, as it is read. */
  let log: ActivityEntry[] = []
  const signal = new AbortController().signal
  const context = { client: 'ann', signal }
  const handlers = () =>
    activityHandlers(world.engine, {
      activity: {
        page: async ({ until = Number.POSITIVE_INFINITY }) => ({
          entries: log.filter(({ at }) => at <= until),
          next: null,
          from: 'audit-log',
        }),
        follow: async function* () {},
      },
    })
  type Context = Parameters<ReturnType<typeof handlers>['record']>[1]
  const by = context as unknown as Context

  beforeAll(async () => {
    world = await openTestEngine(createHashingEmbedder(64))
    await storeTexts(world, 'n', ['a heron at the pond', 'the pond in winter', 'bread and flour'])
    await world.engine.namespaces.create('other')
  })
  afterAll(() => world.engine.close())

  const replayed = async (asked: object): Promise<ReplayItem[]> => {
    const items: ReplayItem[] = []
    const full = { from: 0, limit: 200, setting: { exact: true }, ...asked }
    for await (const item of handlers().replay(full as never, by)) items.push(item)
    return items
  }
  const names = async (namespace = 'n'): Promise<string[]> =>
    (await handlers().recordings({ namespace }, by)).map(({ name }) => name)

  it('keeps the recalls of a stretch, and asks them again when the log that had them is gone', async () => {
    log = [
      recall(40, 'later'),
      recall(30, 'pond'),
      recall(25, null),
      recall(20, 'heron'),
      recall(5, 'before'),
    ]
    await handlers().record({ namespace: 'n', name: 'monday', from: 10, until: 35 }, by)
    log = []
    const [kept] = await handlers().recordings({ namespace: 'n' }, by)
    expect(kept).toMatchObject({ name: 'monday', from: 10, until: 35, recalls: 3, author: 'ann' })
    const items = await replayed({ recording: { namespace: 'n', name: 'monday' } })
    expect(items.flatMap((item) => (item.type === 'query' ? [item.query] : []))).toEqual(['heron', 'pond'])
    expect(items.at(-1)).toMatchObject({ type: 'result', queries: 2, skipped: 1 })
    expect(await replayed({})).toMatchObject([{ type: 'result', queries: 0 }])
    const few = await replayed({ recording: { namespace: 'n', name: 'monday' }, limit: 1 })
    expect(few.at(-1)).toMatchObject({ queries: 1, skipped: 0 })
    const of = await replayed({ recording: { namespace: 'n', name: 'monday' }, client: 'nobody' })
    expect(of.at(-1)).toMatchObject({ queries: 0 })
  })

  it('MEM-10 is renamed and deleted like everything else, each with its line in the journal and its undo', async () => {
    const { seq } = await handlers().renameRecording({ namespace: 'n', name: 'monday', to: 'tuesday' }, by)
    expect(await names()).toEqual(['tuesday'])
    const gone = await handlers().removeRecording({ namespace: 'n', name: 'tuesday' }, by)
    expect(await names()).toEqual([])
    await world.engine.journal.undo(gone.seq, 'ann')
    await world.engine.journal.undo(seq as number, 'ann')
    expect(await names()).toEqual(['monday'])
    const items = await replayed({ recording: { namespace: 'n', name: 'monday' } })
    expect(items.at(-1)).toMatchObject({ queries: 2 })
    expect(await names('other')).toEqual([])
  })

  it('keeps the newest 500 recalls, and what asking again needs of them', async () => {
    log = Array.from({ length: 600 }, (_, i) => recall(1000 - i, `query ${1000 - i}`))
    await handlers().record({ namespace: 'other', name: 'long', from: 0, until: 2000 }, by)
    expect((await handlers().recordings({ namespace: 'other' }, by))[0]?.recalls).toBe(500)
    const [found] = await world.store.artefacts('other', { kind: 'recording' })
    const { recalls } = JSON.parse(found!.state) as { recalls: object[] }
    expect([recalls[0], recalls.at(-1)]).toMatchObject([{ query: 'query 501' }, { query: 'query 1000' }])
    expect(Object.keys(recalls[0]!).sort()).toEqual([
      'at',
      'client',
      'coordinates',
      'k',
      'namespace',
      'query',
    ])
  })

  it('refuses a name that is taken, and one that is not there', async () => {
    const place = { namespace: 'n', name: 'monday' }
    await expect(handlers().record({ ...place, from: 0, until: 1 }, by)).rejects.toMatchObject({
      code: 'recording/exists',
    })
    for (const refused of [
      handlers().removeRecording({ ...place, name: 'x' }, by),
      handlers().renameRecording({ ...place, name: 'x', to: 'y' }, by),
      replayed({ recording: { ...place, name: 'x' } }),
    ])
      await expect(refused).rejects.toMatchObject({ code: 'recording/not-found' })
    await expect(handlers().recordings({ namespace: 'nowhere' }, by)).rejects.toMatchObject({
      code: 'namespace/not-found',
    })
  })
})
