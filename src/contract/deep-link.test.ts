import fc from 'fast-check'
import { expect, it } from 'vitest'
import { formatDeepLink, parseDeepLink } from './deep-link.ts'

const place = fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 1, maxLength: 16 })
const name = fc.stringMatching(/^[A-Za-z0-9._-]{1,128}$/)

it('reads every link that it writes', () => {
  fc.assert(
    fc.property(name, place, (namespace, numbers) => {
      const coordinate = numbers.map((n) => n + 0)
      expect(parseDeepLink(formatDeepLink({ namespace, coordinate }))).toEqual({ namespace, coordinate })
    }),
    { seed: 20261130, numRuns: 300 },
  )
})

it('takes what a system may append', () => {
  expect(parseDeepLink('soma://memory/notes/1,2.5,-3/')).toEqual({
    namespace: 'notes',
    coordinate: [1, 2.5, -3],
  })
})

it.each([
  '',
  'soma:',
  'soma://memory',
  'soma://memory/notes',
  'soma://memory/notes/',
  'soma://memory/notes/1,,2',
  'soma://memory/notes/NaN',
  'soma://memory/notes/1e999',
  'soma://memory/notes/0x10',
  `soma://memory/notes/${Array.from({ length: 17 }, () => 1).join(',')}`,
  'soma://memory/notes/1?run=delete',
  'soma://memory/notes/1#/x/settings',
  'soma://memory/../settings/1',
  'soma://memory/a%2F..%2Fb/1',
  'soma://memory/notes/1/../../settings',
  'soma://user:pass@memory/notes/1',
  'soma://memory:80/notes/1',
  'soma://evil/notes/1',
  'SOMA://memory/notes/1',
  'soma://memory/<script>alert(1)</script>/1',
  'soma://memory/notes/1 --data=/etc',
  'soma://memory/notes/1\n--data=/etc',
  'file:///etc/passwd',
  'javascript:alert(1)',
  `soma://memory/${'n'.repeat(129)}/1`,
  `soma://memory/notes/${'1'.repeat(5000)}`,
])('refuses %j', (hostile) => {
  expect(parseDeepLink(hostile)).toBeNull()
})

it('refuses whatever is not in its form, and never throws', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.webUrl(),
        fc.string().map((s) => `soma://memory/${s}`),
      ),
      (text) => {
        const found = parseDeepLink(text)
        if (found) expect(text).toMatch(/^soma:\/\/memory\/[A-Za-z0-9._-]+\/[-+.,0-9e]+\/?$/)
      },
    ),
    { seed: 20261130, numRuns: 500 },
  )
})
