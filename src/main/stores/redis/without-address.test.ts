import { expect, it } from 'vitest'
import { withoutAddress } from './without-address.ts'

it.each([
  ['connect ECONNREFUSED 127.0.0.1:6379', '127.0.0.1:6379', 'connect ECONNREFUSED'],
  ['connect ECONNREFUSED ::1:6379', 'localhost:6379', 'connect ECONNREFUSED'],
  ['getaddrinfo ENOTFOUND redis.example', 'redis.example:6379', 'getaddrinfo ENOTFOUND'],
  // Another server than the sentence is about.
  ['connect ECONNREFUSED 10.0.0.2:26379', '10.0.0.1:6379', 'connect ECONNREFUSED 10.0.0.2:26379'],
  ['connect ETIMEDOUT', '10.0.0.1:6379', 'connect ETIMEDOUT'],
  ['NOAUTH Authentication required.', '10.0.0.1:6379', 'NOAUTH Authentication required.'],
])('%s, of %s: %s', (message, name, expected) => {
  expect(withoutAddress(message, { name })).toBe(expected)
})
