import { describe, expect, it } from 'vitest'
import { KeptOut, LetIn } from '#contract/recall'
import { keptOutSentence, keptOutTitle, letInWords, noChangeSentence } from './kept-out.ts'

const tag = { is: 'tag', value: 'x' } as const

const REASONS: readonly (readonly [KeptOut, RegExp])[] = [
  [{ is: 'returned', rank: 3 }, /among the results, at place 3/],
  [{ is: 'nowhere' }, /^No memory has this coordinate/],
  [{ is: 'other-namespace', namespaces: ['a', 'b'] }, /another namespace: a, b/],
  [{ is: 'deleted', at: 0 }, /in the bin since \d{4}-/],
  [{ is: 'nothing-asked' }, /^Nothing was asked/],
  [{ is: 'low-salience', salience: 0.25, threshold: 0.4 }, /salience is 0\.25\d*, .* below 0\.4/],
  [{ is: 'filtered', conditions: [tag] }, /tag x does not hold/],
  [{ is: 'no-vector' }, /no vector yet/],
  [{ is: 'list-not-visited', list: 31, beamWidth: 24, lists: 1400 }, /31st nearest of 1,400, .* opened 24/],
  [{ is: 'cut-by-cap', maxCandidates: 500 }, /after the 500 candidates/],
  [{ is: 'cut-by-code' }, /too far below the last result/],
  [{ is: 'below-kth', rank: 112, k: 10, by: 0.0312 }, /112th and 10 are shown: 0\.031 is missing/],
]

const STEPS: readonly (readonly [LetIn, string])[] = [
  [{ is: 'drop-condition', condition: { is: 'not', filter: tag } }, 'drop not tag x'],
  [{ is: 'k', from: 10, to: 1037 }, 'k 10 → 1,037'],
  [{ is: 'beam-width', from: 24, to: 31 }, 'beam 24 → 31'],
  [{ is: 'max-candidates', from: 500, to: 800 }, 'candidates 500 → 800'],
  [{ is: 'exact' }, 'compare with all'],
]

const members = (union: typeof KeptOut | typeof LetIn): string[] =>
  union.options.map(({ shape }) => shape.is.value as string).sort()

describe('REC-5 what kept a memory out', () => {
  it('has a sentence for each reason of the contract', () => {
    expect(REASONS.map(([{ is }]) => is).sort()).toEqual(members(KeptOut))
  })

  it.each(REASONS)('%o is said in one sentence', (reason, words) => {
    const sentence = keptOutSentence(reason)
    expect(sentence).toMatch(words)
    expect(sentence).toMatch(/^[A-Z].*\.$/)
    expect(keptOutTitle(reason)).toMatch(/^[A-Z]/)
  })

  it.each([
    [1, '1st'],
    [2, '2nd'],
    [11, '11th'],
    [13, '13th'],
    [1023, '1,023rd'],
  ])('counts %i as %s', (list, word) => {
    expect(keptOutSentence({ is: 'list-not-visited', list, beamWidth: 1, lists: 9 })).toContain(word)
  })
})

describe('REC-5 the smallest change', () => {
  it('has words for each step of the contract', () => {
    expect(STEPS.map(([{ is }]) => is).sort()).toEqual(members(LetIn))
  })

  it.each(STEPS)('%o is a chip', (step, words) => {
    const { label, value } = letInWords(step)
    expect([label, value].filter((part) => part !== undefined).join(' ')).toBe(words)
  })

  it('says so where no query would do it, unless that goes without saying', () => {
    expect(noChangeSentence({ reason: { is: 'deleted', at: 0 }, change: null })).toMatch(/bin/)
    expect(noChangeSentence({ reason: { is: 'no-vector' }, change: null })).toMatch(/^No other/)
    expect(noChangeSentence({ reason: { is: 'returned', rank: 1 }, change: null })).toBeNull()
  })
})
