import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startApi, type TestApi } from './api-fixture.ts'

let api: TestApi
beforeAll(async () => {
  api = await startApi()
})
afterAll(() => api.stop())

const post = async (path: string, body?: unknown): Promise<unknown> =>
  (await api.ask('POST', path, body)).json
const get = async (path: string): Promise<unknown> => (await api.ask('GET', path)).json

/** A client of the first program, as it is: what it sends, and what it reads of the answers. */
describe('clients of the program that this one descends from', () => {
  it('store, recall and delete', async () => {
    expect(
      await post('/store', {
        coord: '1, 2,3',
        payload: { task: 'write docs', importance: 2 },
        type: 'episodic',
      }),
    ).toEqual({ ok: true })
    expect(
      await post('/store', { coord: '4,5,6', payload: { fact: 'docs published' }, type: 'semantic' }),
    ).toEqual({
      ok: true,
    })
    const items = [
      { coord: '7,8,9', payload: { task: 'read docs' } },
      { coord: '7,8,10', payload: { task: 'sell docs' }, type: 'semantic' },
    ]
    expect(await post('/store_bulk', { items })).toEqual({ stored: 2 })
    expect(await get('/stats')).toMatchObject({ total_memories: 4, episodic: 2, semantic: 2 })

    const first = { task: 'write docs', importance: 2, coordinate: [1, 2, 3], memory_type: 'episodic' }
    expect(await post('/recall', { query: 'write', top_k: 1, type: null, filters: null })).toMatchObject({
      matches: [first],
    })
    expect(await get('/recall?query=write&top_k=1')).toMatchObject({ matches: [first] })
    const filtered = await post('/recall', { query: 'docs', filters: { task: 'read docs' } })
    expect(filtered).toMatchObject({ matches: [{ coordinate: [7, 8, 9] }] })
    const typed = (await post('/recall', { query: 'docs', type: 'semantic' })) as { matches: object[] }
    expect(typed.matches).toHaveLength(2)
    expect(await post('/recall_batch', { queries: ['write', 'read'], top_k: 1 })).toMatchObject({
      batches: [[first], [{ task: 'read docs' }]],
    })
    expect(await post('/delete_many', { coords: ['7,8,10', '99'] })).toEqual({ deleted: 1 })
    expect(await get('/range?min=0,0,0&max=5,5,6')).toEqual({
      coords: [
        [1, 2, 3],
        [4, 5, 6],
      ],
    })
  })

  it('ask for scores and with a context, in the body or, as at first, in the address', async () => {
    const scored = { results: [{ payload: { task: 'write docs' }, score: expect.any(Number) as number }] }
    expect(await post('/recall_with_scores', { query: 'write', top_k: 1 })).toMatchObject(scored)
    expect(await post('/recall_with_scores?query=write&top_k=1')).toMatchObject(scored)
    const found = { results: [{ task: 'write docs' }] }
    const context = { place: 'office' }
    expect(await post('/recall_with_context', { query: 'write', context, top_k: 1 })).toMatchObject(found)
    expect(await post('/recall_with_context?query=write&top_k=1', context)).toMatchObject(found)
  })

  it('link, and walk along links', async () => {
    expect(
      await post('/link', { from_coord: '1,2,3', to_coord: '4,5,6', type: 'led_to', weight: 2 }),
    ).toEqual({
      ok: true,
    })
    expect(await post('/link', { from_coord: '4,5,6', to_coord: '7,8,9' })).toEqual({ ok: true })
    expect(await get('/neighbors?coord=1,2,3')).toMatchObject({
      neighbors: [[[4, 5, 6], { type: 'led_to', weight: 2 }]],
    })
    expect(await get('/shortest_path?frm=1,2,3&to=7,8,9')).toEqual({
      path: [
        [1, 2, 3],
        [4, 5, 6],
        [7, 8, 9],
      ],
    })
    expect(await get('/shortest_path?frm=7,8,9&to=1,2,3')).toEqual({ path: [] })
  })

  it('ask how it is without a token', async () => {
    const health = await fetch(`${api.origin}/health`)
    expect(await health.json()).toEqual({
      status: 'ok',
      kv_store: true,
      vector_store: true,
      graph_store: true,
    })
    expect((await fetch(`${api.origin}/readyz`)).status).toBe(200)
  })

  it('cannot have files of the server read or written', async () => {
    for (const path of ['/export_memories', '/import_memories']) {
      const { status, json } = await api.ask('POST', path, { path: '/etc/passwd' })
      expect([path, status, (json as { code: string }).code]).toEqual([path, 400, 'http/path-refused'])
    }
  })
})
