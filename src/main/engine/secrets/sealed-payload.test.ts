import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cipherOf } from '../../../../test/secrets/sealed-bench.ts'
import { compactJson } from '../memory/json-text.ts'
import { BrokenSeal } from './field-cipher.ts'
import { membersOf } from './json-members.ts'
import {
  isSealedAsAsked,
  marksOf,
  moveSeals,
  openPayload,
  type SealedFields,
  sealPayload,
} from './sealed-payload.ts'

const ID = '0e7a8d2c-1f5b-5c3d-9e4f-6a7b8c9d0e1f'
const OTHER = '0e7a8d2c-1f5b-5c3d-9e4f-6a7b8c9d0e10'
const cipher = cipherOf(1)
const A_MARK = sealPayload({ cipher: cipherOf(9), fields: '*' }, ID, '{"a":1}', null)
const OWN_MARK = sealPayload({ cipher, fields: '*' }, ID, '{"a":1}', null)

/**
 * No key whose characters are the escapes of another: V8's JSON.parse takes the one for the other once it has seen both
 * ({"\\\\":0}, then {"\\"":0}), and is the oracle here.
 */
const NAMES = [
  'task',
  'code',
  'text',
  '',
  '10',
  '9',
  '"',
  'a\\"b',
  '__proto__',
  '$sealed',
  '😀',
  'a,b',
  '}',
  '{',
]
/** Texts of JSON that no JavaScript value could give back. */
const NUMBERS = ['1.0', '-0', '12345678901234567890', '1e400', '0.10', '1E+2']
const value = fc.oneof(
  fc.constantFrom(...NUMBERS, A_MARK, OWN_MARK, '[]', '{}', '[{"a":[1,"]"]}]', '"{\\"$sealed\\":\\"v1.\\"}"'),
  fc.json({ maxDepth: 3 }).map((text) => compactJsonValue(text)),
  fc.string({ unit: 'binary' }).map((text) => JSON.stringify(text.toWellFormed())),
)
const compactJsonValue = (text: string): string => compactJson(`[${text}]`).slice(1, -1)
const payload = fc
  .uniqueArray(fc.tuple(fc.constantFrom(...NAMES), value), { selector: ([name]) => name, maxLength: 8 })
  .map((members) => `{${members.map(([name, text]) => `${JSON.stringify(name)}:${text}`).join(',')}}`)
const fields = fc.oneof(fc.constant<SealedFields>('*'), fc.subarray(NAMES))

describe('members of a payload', () => {
  it('are found where they stand, whatever is in them', () => {
    fc.assert(
      fc.property(payload, (json) => {
        const parsed = JSON.parse(json) as object
        const members = membersOf(json)
        const read = members.map(({ name, from, to }) => [name, JSON.parse(json.slice(from, to)) as unknown])
        expect(Object.fromEntries(read)).toEqual(parsed)
        expect(new Set(members.map(({ name }) => name))).toEqual(new Set(Object.keys(parsed)))
      }),
    )
  })
})

describe('a sealed payload', () => {
  it('SEC-1 MEM-3 comes back byte by byte, look-alikes of seals too', () => {
    fc.assert(
      fc.property(payload, fields, (json, sealed) => {
        const sealing = { cipher, fields: sealed }
        const resting = sealPayload(sealing, ID, json, null)
        expect(openPayload(cipher, ID, resting)).toBe(json)
        expect(Object.keys(JSON.parse(resting) as object).length).toBe(
          resting === json || marksOf(resting)[0]?.field !== null
            ? Object.keys(JSON.parse(json) as object).length
            : 1,
        )
        const again = sealPayload(sealing, ID, json, resting)
        expect(again).toBe(resting)
      }),
      { numRuns: 500 },
    )
  })

  it('SEC-1 is sealed in just the fields that were asked for, the rest to the byte as it was', () => {
    fc.assert(
      fc.property(fc.subarray(NAMES), (sealed) => {
        const json = `{${NAMES.map((name, i) => `${JSON.stringify(name)}:"open sesame ${i}"`).join(',')}}`
        const resting = sealPayload({ cipher, fields: sealed }, ID, json, null)
        expect(marksOf(resting).map(({ field }) => field)).toEqual(
          NAMES.filter((name) => sealed.includes(name)),
        )
        NAMES.forEach((name, i) => {
          expect(resting.includes(`open sesame ${i}"`)).toBe(!sealed.includes(name))
        })
        expect(isSealedAsAsked(resting, { cipher, fields: sealed })).toBe(true)
        expect(isSealedAsAsked(json, { cipher, fields: sealed })).toBe(sealed.length === 0)
      }),
    )
  })

  it('SEC-1 has only the seals of what changed exchanged', () => {
    const sealing = { cipher, fields: ['task', 'code'] }
    const before = sealPayload(sealing, ID, '{"task":"a","code":[1.0],"n":1}', null)
    const after = sealPayload(sealing, ID, '{"code":[1.0],"n":2,"task":"b"}', before)
    const mark = /"code":(\{[^}]*\})/
    expect(mark.exec(after)?.[1]).toBe(mark.exec(before)?.[1])
    expect(after).not.toContain(/"task":\{"\$sealed":"([^"]*)"/.exec(before)?.[1])
    // One that is broken is replaced, not taken over.
    const torn = before.replace(/.{4}"\},"code"/, 'AAAA"},"code"')
    expect(openPayload(cipher, ID, sealPayload(sealing, ID, '{"task":"a"}', torn))).toBe('{"task":"a"}')
  })

  it('SEC-1 does not open for another memory or in another field', () => {
    for (const fields of ['*', ['task', 'code']] as const) {
      const resting = sealPayload({ cipher, fields }, ID, '{"task":"a","code":"b"}', null)
      expect(() => openPayload(cipher, OTHER, resting)).toThrow(BrokenSeal)
    }
    const resting = sealPayload({ cipher, fields: ['task', 'code'] }, ID, '{"task":"a","code":"b"}', null)
    const swapped = resting.replace('"task"', '"x"').replace('"code"', '"task"').replace('"x"', '"code"')
    expect(() => openPayload(cipher, ID, swapped)).toThrow(BrokenSeal)
  })

  it('SEC-1 MEM-2 moves to another id with all that is in it', () => {
    fc.assert(
      fc.property(payload, fields, (json, sealed) => {
        const moved = moveSeals(cipher, sealPayload({ cipher, fields: sealed }, ID, json, null), ID, OTHER)
        expect(openPayload(cipher, OTHER, moved)).toBe(json)
      }),
    )
  })

  it('SEC-1 stays as it is without its key, and what rests is an object still', () => {
    const resting = sealPayload({ cipher: cipherOf(2), fields: ['task'] }, ID, '{"n":1.0,"task":"a"}', null)
    expect(openPayload(cipher, ID, resting)).toBe(resting)
    expect(JSON.parse(resting)).toMatchObject({ n: 1, task: { $sealed: expect.stringMatching(/^v1\./) } })
  })
})
