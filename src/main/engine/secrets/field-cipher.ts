/**
 * Seals texts so that they can rest on a disk (SEC-1). A seal is written
 * `v1.<id of the key>.<base64url of nonce, ciphertext and tag>`; what it is sealed for (its place) is authenticated and
 * not in it.
 */
export interface FieldCipher {
  /** Id of the key that seals. */
  readonly keyId: string
  /** Whether seals of this key can be opened. */
  has(keyId: string): boolean
  seal(text: string, place: string): string
  /** @throws BrokenSeal where a bit of the seal is another, or it was made for another place */
  open(seal: string, place: string): string
}

/** A seal does not open: it was altered, or it was made for another memory, field or key. */
export class BrokenSeal extends Error {
  override readonly name = 'BrokenSeal'
}

const KEY_ID = /^v1\.([0-9a-f]{16})\.$/
const KEY_ID_END = 'v1.0123456789abcdef.'.length

/** Id of the key that a text is sealed under, or null where the text is no seal. */
export const keyIdOf = (text: string): string | null => KEY_ID.exec(text.slice(0, KEY_ID_END))?.[1] ?? null

/** What a seal in a payload is sealed for: one field of one memory, or (field null) its whole payload. */
export const placeOf = (memoryId: string, field: string | null): string =>
  JSON.stringify(field === null ? ['payload', memoryId] : ['field', memoryId, field])
