import { describe, expect, it } from 'vitest'
import { mergePayload } from './merge-payload.ts'

describe('mergePayload', () => {
  it.each([
    ['{}', '{}', '{}'],
    ['{"a":1.0,"b":[1]}', '{}', '{"a":1.0,"b":[1]}'],
    ['{}', '{"10":1,"9":2}', '{"10":1,"9":2}'],
    ['{"a":1,"b":2}', '{"b":3,"c":12345678901234567890}', '{"a":1,"b":3,"c":12345678901234567890}'],
    ['{"__proto__":{"x":1}}', '{"__proto__":2,"constructor":"y"}', '{"__proto__":2,"constructor":"y"}'],
    ['{"\\u0061":1}', '{"a":2}', '{"a":2}'],
    ['{"say":"a,\\"b\\":{}"}', '{"so":"}"}', '{"say":"a,\\"b\\":{}","so":"}"}'],
  ])('GATE-3 MEM-3 of %s and %s', (older, newer, want) => {
    expect(mergePayload(older, newer)).toBe(want)
  })
})
