import { expect, it } from 'vitest'
import { searchSteps } from './search-steps.ts'

const search = {
  path: 'tree',
  centroids: 512,
  scanned: Uint32Array.of(4, 1),
  compared: 410,
  kept: Uint32Array.of(9, 8, 7),
  hits: Uint32Array.of(9, 8),
  truth: Uint32Array.of(9, 6),
  at: null,
} as const

it('IDX-8 tells a search step by step, with what it missed', () => {
  expect(searchSteps(search, 512).map(({ id, title }) => `${id}: ${title}`)).toEqual([
    'centroids: 512 centroids scored',
    'beams: 2 beams kept',
    'lists: 2 lists scanned',
    'kept: 3 re-ranked',
    'hits: Nearest found',
    'missed: 1 missed',
  ])
  const exact = { ...search, path: 'exact', truth: search.hits } as const
  expect(searchSteps(exact, 0).map(({ title }) => title)).toEqual([
    '410 compared',
    'Nearest found',
    'Nothing missed',
  ])
})
