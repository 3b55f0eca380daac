import { describe, expect, it } from 'vitest'
import { BrokenSeal, keyIdOf, placeOf } from '#engine/secrets/field-cipher'
import { aesCipher } from './aes-cipher.ts'

const KEY = Uint8Array.from({ length: 32 }, (_, i) => i)
const NONCE = Uint8Array.from({ length: 12 }, (_, i) => 0xa0 + i)
const PLACE = placeOf('0e7a8d2c-1f5b-5c3d-9e4f-6a7b8c9d0e1f', 'task')

/** Made with another implementation: AESGCM(key).encrypt(nonce, text, aad) of Python's cryptography. */
const KNOWN = 'v1.479cb495cc8f0794.oKGio6SlpqeoqaqrxHcMSCvrdtcHReO8aAjif-tJcDTgltZVdfKKSv6Tew'

describe('the cipher of fields', () => {
  const cipher = aesCipher([KEY], () => NONCE)

  it('SEC-1 writes what the format says, to the letter', () => {
    expect(cipher.seal('"open the door"', PLACE)).toBe(KNOWN)
    expect(aesCipher([KEY]).open(KNOWN, PLACE)).toBe('"open the door"')
    expect(keyIdOf(KNOWN)).toBe(cipher.keyId)
  })

  it('SEC-1 refuses a seal of which any bit is another', () => {
    for (let at = 0; at < KNOWN.length; at++) {
      for (let bit = 0; bit < 7; bit++) {
        const char = String.fromCharCode(KNOWN.charCodeAt(at) ^ (1 << bit))
        const turned = KNOWN.slice(0, at) + char + KNOWN.slice(at + 1)
        expect(() => cipher.open(turned, PLACE), turned).toThrow(BrokenSeal)
      }
      expect(() => cipher.open(KNOWN.slice(0, at), PLACE)).toThrow(BrokenSeal)
    }
  })

  it('SEC-1 refuses a seal in another place, and one of another key', () => {
    const others = [
      placeOf('0e7a8d2c-1f5b-5c3d-9e4f-6a7b8c9d0e1e', 'task'),
      PLACE.replace('task', 'code'),
      '',
    ]
    for (const place of others) expect(() => cipher.open(KNOWN, place)).toThrow(BrokenSeal)
    const other = aesCipher([KEY.map((byte) => byte ^ 1)])
    expect(() => other.open(KNOWN, PLACE)).toThrow(BrokenSeal)
    // Also where its seal passes itself off as one of the key that is there.
    const forged = other.seal('x', PLACE).replace(other.keyId, cipher.keyId)
    expect(() => cipher.open(forged, PLACE)).toThrow(BrokenSeal)
  })

  it('SEC-1 takes a fresh nonce for each seal, and opens with every key it has', () => {
    const first = aesCipher([KEY])
    const seals = new Set(Array.from({ length: 1000 }, () => first.seal('x', PLACE)))
    expect(seals.size).toBe(1000)
    const both = aesCipher([KEY.map((byte) => byte ^ 1), KEY])
    expect(both.open(KNOWN, PLACE)).toBe('"open the door"')
    expect(both.keyId).not.toBe(first.keyId)
    expect(both.has(first.keyId)).toBe(true)
  })

  it('SEC-2 shows nothing of the key', () => {
    const key = Buffer.from(KEY).toString('hex')
    expect(JSON.stringify(cipher)).not.toContain(key)
    expect(KNOWN).not.toContain(key.slice(0, 16))
  })
})
