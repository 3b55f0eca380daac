import { expect, it } from 'vitest'
import type { ReplayedQuery, ReplayItem } from '#contract/activity'
import { AppError } from '#contract/errors'
import type { RecallQuery, RecallResult } from '#contract/recall'
import { type AskedOnce, difference, replay } from './replay.ts'

const never = new AbortController().signal
const answer = (coordinates: readonly number[][], total: number): RecallResult =>
  ({
    hits: coordinates.map((coordinate) => ({ memory: { coordinate, title: `at ${coordinate}` } })),
    timings: { total },
  }) as unknown as RecallResult

const once = (query: string | null, coordinates: number[][] = []): AskedOnce => ({
  query,
  namespace: 'n',
  client: 'agent',
  at: 1,
  k: 3,
  coordinates,
})

const all = async (items: AsyncIterable<ReplayItem>): Promise<ReplayItem[]> => {
  const found: ReplayItem[] = []
  for await (const item of items) found.push(item)
  return found
}

it('asks each query with the settings in force and with the others, and says how they differ', async () => {
  const questions: RecallQuery[] = []
  const recall = {
    search: async (query: RecallQuery) => {
      questions.push(query)
      return query.exact ? answer([[2], [1], [9]], 4) : answer([[1], [2], [3]], 2)
    },
  }
  const asked = [once('cookies', [[1], [7]]), once(null)]
  const items = await all(replay(recall, asked, { exact: true }, never))
  expect(questions).toEqual([
    { namespace: 'n', query: 'cookies', k: 3 },
    { namespace: 'n', query: 'cookies', k: 3, exact: true },
  ])
  const query = items.find(({ type }) => type === 'query') as ReplayedQuery
  expect(query).toMatchObject({ overlap: 0.5, moved: 2, gone: 1, client: 'agent' })
  expect(query.other).toEqual({ coordinates: [[2], [1], [9]], titles: ['at 2', 'at 1', 'at 9'], took: 4 })
  expect(items.at(-1)).toEqual({
    type: 'result',
    queries: 1,
    skipped: 1,
    overlap: 0.5,
    same: 0,
    inForce: { p50: 2, p95: 2 },
    other: { p50: 4, p95: 4 },
  })
})

it('leaves out what cannot be asked any more, and ends quietly where there is nothing', async () => {
  const gone = { search: () => Promise.reject(new AppError('namespace/not-found', { name: 'n' } as never)) }
  const items = await all(replay(gone, [once('a')], {}, never))
  expect(items.at(-1)).toMatchObject({ queries: 0, skipped: 1, overlap: null, inForce: null })
  expect(await all(replay(gone, [], {}, never))).toHaveLength(1)
})

it('measures rankings: equal ones overlap wholly, and nothing overlaps nothing', () => {
  expect(difference(['a', 'b'], ['a', 'b'])).toEqual({ overlap: 1, moved: 0 })
  expect(difference(['a', 'b'], ['b', 'a'])).toEqual({ overlap: 1, moved: 2 })
  expect(difference(['a'], ['b'])).toEqual({ overlap: 0, moved: 0 })
  expect(difference([], [])).toEqual({ overlap: 1, moved: 0 })
})
