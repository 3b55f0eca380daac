import { expect, it } from 'vitest'
import { findJsonProblem } from './json-problem.ts'

it.each([
  ['{"a": 1.0}', null],
  ['', { line: 1, column: 1 }],
  ['{\n  "a": 1,\n}', { line: 3, column: 1 }],
  ['{\n  "a" 1\n}', { line: 2, column: 7 }],
  ['[1, 2', { line: 1, column: 6 }],
  ['{a: 1}', { line: 1, column: 2 }],
  ['// no\n1', { line: 1, column: 1 }],
  ['"a\tb"', { line: 1 }],
  ['01', { line: 1 }],
  ['1 2', { line: 1, column: 3 }],
])('finds where %j is wrong', (text, expected) => {
  const problem = findJsonProblem(text)
  if (expected === null) expect(problem).toBeNull()
  else expect(problem).toMatchObject(expected)
})
