import { expect, it } from 'vitest'
import { wordOfTerm } from './query-words.ts'

const QUERY = 'Session cookies that scripts can read, policies and C'

it.each([
  ['cooki', 'cookies'],
  ['session', 'session'],
  ['script', 'scripts'],
  ['polici', 'policies'],
  ['c', 'cookies'],
])('shows %s as the word it was read from, %s', (term, word) => {
  expect(wordOfTerm(term, QUERY)).toBe(word)
})

it('keeps a term that no word begins like', () => {
  expect(wordOfTerm('heap', QUERY)).toBe('heap')
  expect(wordOfTerm('heap', '')).toBe('heap')
})
