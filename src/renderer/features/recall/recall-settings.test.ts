import { describe, expect, it } from 'vitest'
import { RecallQuery } from '#contract/recall'
import type { FilterSet } from '../../filters/filter-set.ts'
import { NEW_SETTINGS, NO_QUESTION, readContext, recallInput, settingsOf } from './recall-settings.ts'

const filter: FilterSet = { match: 'all', conditions: [{ leaf: { is: 'tag', value: 'x' }, not: false }] }
const question = { ...NO_QUESTION, query: 'cookies' }

describe('recallInput', () => {
  it('leaves out what stands at its default', () => {
    expect(recallInput('n', question, NEW_SETTINGS)).toEqual({ namespace: 'n', query: 'cookies', k: 10 })
  })

  it('says all that is set, as the contract reads it', () => {
    const input = recallInput(
      'n',
      { ...question, filter, context: '{"project": "x"}', seeds: [{ coordinate: [1, 2], title: 'one' }] },
      {
        k: 10_000,
        weights: { vector: 1, keyword: 0, graph: 0, context: 0, importance: 0, recency: 0 },
        fusion: 'reciprocal-rank',
        exact: false,
        effort: { beamWidth: 24, maxCandidates: null },
        embedder: 'static-en@1',
      },
    )
    expect(RecallQuery.parse(input)).toMatchObject({
      filter: { is: 'tag', value: 'x' },
      context: { project: 'x' },
      seeds: [[1, 2]],
      fusion: 'reciprocal-rank',
      effort: { beamWidth: 24 },
      embedder: 'static-en@1',
    })
  })

  it('IDX-5 has no effort where everything is compared', () => {
    const effort = { beamWidth: 24, maxCandidates: 100 }
    expect(recallInput('n', question, { ...NEW_SETTINGS, exact: true, effort })).toEqual({
      namespace: 'n',
      query: 'cookies',
      k: 10,
      exact: true,
    })
  })

  it.each(['', '[1]', 'null', '"x"', '{"half'])('takes no context from %j', (text) => {
    expect(readContext(text)).toBeUndefined()
    expect(recallInput('n', { ...question, context: text }, NEW_SETTINGS)).not.toHaveProperty('context')
  })
})

describe('settingsOf', () => {
  it('reads what a changed query says back into chips and numbers', () => {
    const query = { k: 37, effort: { beamWidth: 31 } }
    expect(settingsOf(query, filter)).toEqual({
      k: 37,
      exact: false,
      effort: { beamWidth: 31, maxCandidates: null },
      filter: { match: 'all', conditions: [] },
    })
  })

  it('keeps the chips where a filter is nested deeper than they show', () => {
    const nested = { is: 'not', filter: { is: 'and', all: [{ is: 'pinned', value: true }] } } as const
    expect(settingsOf({ k: 10, filter: nested }, filter).filter).toBe(filter)
  })
})
