import fc from 'fast-check'
import { expect, it } from 'vitest'
import { formatLocation, parseCoordinate, parseLocation, SCREENS } from './location.ts'

it('reads back every address it writes', () => {
  const finite = fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => n + 0)
  const location = fc.record({
    namespace: fc.option(fc.stringMatching(/^[A-Za-z0-9._-]{1,40}$/)),
    screen: fc.constantFrom(...SCREENS),
    at: fc.option(fc.array(finite, { minLength: 1, maxLength: 16 })),
  })
  fc.assert(
    fc.property(location, (one) => {
      expect(parseLocation(formatLocation(one))).toEqual(one)
    }),
  )
})

it('falls back to the start for what it cannot read', () => {
  expect(parseLocation('#/%E0%A4%A/nowhere?at=1,x')).toEqual({ namespace: null, screen: 'recall', at: null })
})

it.each([
  ['(1, 2, 3)', [1, 2, 3]],
  ['[4 5]', [4, 5]],
  [' -1.5 ', [-1.5]],
  ['', null],
  ['1,,2', null],
  ['1, two', null],
])('reads the coordinate %j', (text, expected) => expect(parseCoordinate(text)).toEqual(expected))
