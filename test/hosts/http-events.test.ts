import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { A } from '../life/world.ts'
import { startApi, type TestApi } from './api-fixture.ts'

let api: TestApi
beforeAll(async () => {
  api = await startApi()
})
afterAll(() => api.stop())

interface Told {
  readonly id?: number
  readonly event: string
  readonly data: { readonly seq?: number; readonly author?: string; readonly ids?: string[] }
}

/** Reads events until there are so many. `opened` is called once the server has answered. */
const listen = async (
  most: number,
  {
    path = '/events',
    headers = {},
    query = '',
    opened = async () => {},
  }: {
    path?: string
    headers?: Record<string, string>
    query?: string
    opened?: () => Promise<unknown>
  },
): Promise<Told[]> => {
  const leaving = new AbortController()
  const response = await fetch(`${api.origin}${path}${query}`, {
    headers: { ...api.headers, ...headers },
    signal: leaving.signal,
  })
  expect(response.headers.get('content-type')).toBe('text/event-stream')
  await opened()
  let text = ''
  const told: Told[] = []
  for await (const part of response.body as unknown as AsyncIterable<Uint8Array>) {
    text += Buffer.from(part).toString()
    const frames = text.split('\n\n')
    text = frames.pop() ?? ''
    for (const frame of frames) {
      const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(frame)?.[1]
      const id = field('id')
      const data = field('data')
      // How the engine fares is told too, whenever that changes.
      if (data === undefined || field('event') === 'status') continue
      told.push({
        event: field('event') ?? '',
        data: JSON.parse(data) as Told['data'],
        ...(id && { id: Number(id) }),
      })
    }
    if (told.length >= most) break
  }
  leaving.abort()
  return told
}

const store = async (x: number, namespace = A): Promise<number> => {
  const body = { coord: [x], payload: { text: `memory ${x}` }, namespace }
  const { json } = await api.ask('POST', '/memories', body)
  return (json as { seq: number }).seq
}

describe('events', () => {
  it('tell of what happens from now on, with the number of the change as id', async () => {
    await store(1)
    const seqs: number[] = []
    const told = await listen(2, {
      opened: async () => {
        seqs.push(await store(2), await store(3))
      },
    })
    expect(told.map(({ id, event }) => [id, event])).toEqual(seqs.map((seq) => [seq, 'change']))
    expect(told[0]?.data).toMatchObject({ seq: seqs[0], author: 'http', namespace: A })
    expect(told[0]?.data.ids).toHaveLength(1)
  })

  it('go on where a reader left off, and leave out nothing that happens meanwhile', async () => {
    const first = await store(10)
    const missed: number[] = []
    for (let x = 11; x < 15; x++) missed.push(await store(x))
    const later: number[] = []
    const told = await listen(6, {
      headers: { 'last-event-id': String(first) },
      opened: async () => {
        later.push(await store(15), await store(16))
      },
    })
    expect(told.map(({ id }) => id)).toEqual([...missed, ...later])
  })

  it('may be asked for from a number on, and of one namespace', async () => {
    await api.engine.namespaces.create('other')
    const first = await store(20)
    await store(21, 'other')
    const last = await store(22)
    const told = await listen(1, { query: `?since=${first}&namespace=${A}` })
    expect(told.map(({ id }) => id)).toEqual([last])
  })

  it('say so where too much was missed', async () => {
    const old = (await api.engine.journal.list({ limit: 1 }))[0]?.seq ?? 0
    const { list } = api.engine.journal
    const change = (seq: number) => ({
      ...{ seq, namespace: A, at: 0, author: 'x', action: 'store', summary: '', count: 1 },
      ...{ undoes: null, undoneBy: null },
    })
    const far = old + 50_000
    // The journal of a hundred thousand changes, without the writing of them.
    const asked = { before: undefined as number | undefined }
    Object.assign(api.engine.journal, {
      list: async ({ before = far, limit = 50 }: { before?: number; limit?: number }) => {
        asked.before = before
        return Array.from({ length: limit }, (_, i) => change(before - 1 - i))
      },
    })
    const told = await listen(1, { headers: { 'last-event-id': String(old) } })
    Object.assign(api.engine.journal, { list })
    expect(told.map(({ event }) => event)).toEqual(['lagged'])
    expect(far - (asked.before ?? 0)).toBeLessThan(10_000)
  })

  it('tell of the activity that a filter wants: of a memory, of some actions', async () => {
    const stored = async (): Promise<void> => {
      for (const x of [51, 52, 53]) await store(x)
      await api.ask('DELETE', '/memories/52')
    }
    const told = await listen(3, {
      path: '/activity/events',
      query: `?namespace=${A}&memory=52`,
      opened: stored,
    })
    const about = told.map(({ event, data }) => [event, (data as { action?: string }).action])
    expect(about).toEqual([
      ['following', undefined],
      ['activity', 'store'],
      ['activity', 'forget'],
    ])
    const [, only] = await listen(2, {
      path: '/activity/events',
      query: `?namespace=${A}&actions=forget,link`,
      opened: async () => {
        await store(54)
        await api.ask('DELETE', '/memories/54')
      },
    })
    expect(only).toMatchObject({ event: 'activity', data: { action: 'forget' } })
  })
})
