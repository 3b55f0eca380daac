import { describe, expect, it } from 'vitest'
import { SignalName } from '#contract/recall'
import { adaptedSentence, formatRaw, heardSignals, NO_WEIGHTS, SIGNALS } from './signals.ts'

it('REC-1 knows every signal of the contract, once', () => {
  expect(SIGNALS.map(({ name }) => name).sort()).toEqual([...SignalName.options].sort())
})

it('keeps signals without weight out of legends', () => {
  expect(heardSignals({ ...NO_WEIGHTS, graph: 0.2 }).map(({ label }) => label)).toEqual(['Links'])
})

it('writes raw values in the unit of their signal', () => {
  expect(formatRaw('recency', 2 * 86_400)).toBe('2 d')
  expect(formatRaw('keyword', 12.3456)).toBe('12.35')
  expect(formatRaw('graph', 0.5)).toBe('0.500')
  expect(formatRaw('context', null)).toBe('–')
})

describe('the sentence about adapting', () => {
  const weights = { ...NO_WEIGHTS, vector: 0.45, keyword: 0.55 }

  it('says what the words find and what meaning counts for it', () => {
    expect(adaptedSentence({ coverage: 0.34, crowding: 0.6 }, weights)).toBe(
      'The best match has 34% of the query’s words by weight, and the others score 60% of it on average, so meaning counts 45%.',
    )
  })

  it('is plain at both ends, and silent where nothing was adapted', () => {
    expect(adaptedSentence({ coverage: 0, crowding: 1 }, { ...NO_WEIGHTS, vector: 1 })).toMatch(
      /^No memory has a word/,
    )
    expect(adaptedSentence({ coverage: 1, crowding: 0.2 }, weights)).toMatch(
      /all of the query’s words, so words count 55%/,
    )
    expect(adaptedSentence(null, weights)).toBeNull()
  })
})
