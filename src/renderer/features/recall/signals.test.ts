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

  const test = { questions: 480, keyword: 0.24, vector: 0.33, memories: 900, at: 1 }

  it('says that meaning leads, what the words find, and what meaning counts for it', () => {
    const led = { ...test, low: 0.05, high: 0.13 }
    expect(adaptedSentence({ coverage: 0.34, selfTest: led }, weights)).toBe(
      'Asked by one half of a memory for the other, meaning does it better here (0.33 to 0.24). The best match has 34% of the query’s words by weight, so meaning counts 45%.',
    )
  })

  it('says why nothing was moved, and is silent where nothing was to be', () => {
    const sentence = (selfTest: Parameters<typeof adaptedSentence>[0]) => adaptedSentence(selfTest, weights)
    expect(sentence({ coverage: 1, selfTest: null })).toMatch(/not found out yet/)
    const words = { ...test, keyword: 0.5, low: -0.3, high: -0.1 }
    expect(sentence({ coverage: 1, selfTest: words })).toMatch(/words do it better here \(0\.50 words, 0\.33/)
    const unsure = { ...test, low: -0.01, high: 0.2 }
    expect(sentence({ coverage: 1, selfTest: unsure })).toMatch(/not ahead of words beyond chance/)
    expect(sentence(null)).toBeNull()
  })
})
