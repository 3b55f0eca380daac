import { randomBytes } from 'node:crypto'
import { StartError } from './start-error.ts'

const BYTES = 32
const HEX = /^[0-9a-f]{64}$/i
/** With letters of both cases, which one in 10^9 keys has not: words with hyphens between them could be base64 too. */
const BASE64 = /^(?=.*[a-z])(?=.*[A-Z])[A-Za-z0-9+/_-]{43}=?$/
/** Of 32 random bytes about 30 are different; one in 10^20 keys has fewer than this. */
const FEWEST_DIFFERENT = 16

export const newKeyText = (): string => randomBytes(BYTES).toString('hex')

/**
 * A key of the settings. A passphrase is none: what people think of can be guessed faster than anything protects it.
 * @throws StartError that says what is wrong and nothing of the key
 */
export const parseKey = (text: string, setting: string): Uint8Array => {
  const key = HEX.test(text)
    ? Buffer.from(text, 'hex')
    : BASE64.test(text)
      ? Buffer.from(text, 'base64')
      : undefined
  const refuse = (why: string): never => {
    throw new StartError(
      `Setting "${setting}" is no key: ${why}. A key is 32 random bytes, written as 64 hexadecimal digits or in base64; "soma key new" makes one.`,
    )
  }
  if (key?.length !== BYTES) return refuse(`it has ${text.length} characters that are not 32 bytes`)
  return new Set(key).size < FEWEST_DIFFERENT ? refuse('its bytes are not random') : key
}
