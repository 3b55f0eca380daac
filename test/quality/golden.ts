import type { RunItem, RunReport } from '#contract/golden'
import { createHashingEmbedder } from '#embedders/hashing/hashing-embedder'
import type { Engine } from '#engine/index'
import type { GoldenSets, SetPlace } from '#engine/quality/golden-sets'
import { never, openTestEngine, storeTexts, type TestEngine } from '../recall/engine.ts'

export const PLACE = { namespace: 'n', set: 'first' } as const

/** Words that tell texts apart: the hashing embedder knows no meaning. */
const TEXTS = ['red apple', 'green apple', 'blue sky', 'red sky at night', 'green grass', 'blue whale']

/** An engine with six memories at (0) to (5) of namespace `n`. */
export const openWithTexts = async (texts: readonly string[] = TEXTS): Promise<TestEngine> => {
  const test = await openTestEngine(createHashingEmbedder(16))
  await storeTexts(test, PLACE.namespace, texts)
  return test
}

export const star = ({ golden }: Engine, query: string, at: number, grade = 1, place: SetPlace = PLACE) =>
  golden.changes.star(place, { query }, { coordinate: [at], grade }, 'test')

/** Every entry of a set in a form that can be read: `query: place*grade ...`. */
export const written = async (sets: GoldenSets, place: SetPlace = PLACE): Promise<string[]> => {
  const { entries } = await sets.entries(place, { offset: 0, limit: 500 })
  return entries.map(({ query, expected }) => {
    const places = expected.map(({ coordinate, grade, presence }) => {
      return `${coordinate}*${grade}${presence === 'living' ? '' : ` ${presence}`}`
    })
    return `${query}: ${places.join(', ')}`
  })
}

export const run = async (
  { golden }: Engine,
  options: { readonly k?: number; readonly keep?: boolean; readonly place?: SetPlace } = {},
): Promise<{ items: RunItem[]; report: RunReport }> => {
  const { k = 10, keep = true, place = PLACE } = options
  const items: RunItem[] = []
  for await (const item of golden.runner.run(place, { k, settings: {}, keep }, never())) items.push(item)
  const last = items.at(-1)
  if (last?.type !== 'result') throw new Error('the run ended without a result')
  return { items, report: last.report }
}
