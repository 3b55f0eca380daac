import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createSecretKey,
  type KeyObject,
  randomBytes,
} from 'node:crypto'
import { BrokenSeal, type FieldCipher } from '#engine/secrets/field-cipher'

const NONCE_BYTES = 12
const TAG_BYTES = 16
const ID_LENGTH = 16

interface NamedKey {
  readonly id: string
  readonly key: KeyObject
}

/** Says which key it is without saying anything of it: the keys are random, so nobody can try them out. */
const idOfKey = (key: Uint8Array): string =>
  createHash('sha256').update('soma-inspector key id\n').update(key).digest('hex').slice(0, ID_LENGTH)

/**
 * AES-256-GCM with a random nonce for each seal. The first key seals, all of them open. Keys are held as objects that
 * neither a log nor an error can print.
 */
export const aesCipher = (
  keys: readonly [Uint8Array, ...Uint8Array[]],
  randomNonce: () => Uint8Array = () => randomBytes(NONCE_BYTES),
): FieldCipher => {
  const named = keys.map((key): NamedKey => ({ id: idOfKey(key), key: createSecretKey(key) }))
  const byId = new Map(named.map((key) => [key.id, key]))
  const sealing = named[0] as NamedKey
  return {
    keyId: sealing.id,
    has: (id) => byId.has(id),
    seal: (text, place) => `v1.${sealing.id}.${encrypt(sealing, text, place, randomNonce())}`,
    open: (seal, place) => {
      const [version, id = '', body = ''] = seal.split('.')
      const key = byId.get(id)
      if (version !== 'v1' || key === undefined)
        throw new BrokenSeal('it is not sealed under a key that is known')
      return decrypt(key, body, place)
    },
  }
}

/** The form and the key are authenticated too, so that no seal can be passed off as one of another kind. */
const authenticated = (id: string, place: string): Buffer => Buffer.from(`soma v1 ${id} ${place}`, 'utf8')

const encrypt = ({ id, key }: NamedKey, text: string, place: string, nonce: Uint8Array): string => {
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES })
  cipher.setAAD(authenticated(id, place))
  const parts = [nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]
  return Buffer.concat(parts).toString('base64url')
}

const decrypt = ({ id, key }: NamedKey, body: string, place: string): string => {
  const bytes = Buffer.from(body, 'base64url')
  // The last character may have bits that mean nothing; a seal in which they were turned is not the one that was made.
  if (bytes.length < NONCE_BYTES + TAG_BYTES || bytes.toString('base64url') !== body) {
    throw new BrokenSeal('it is cut off or not written as it was')
  }
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE_BYTES), {
    authTagLength: TAG_BYTES,
  })
  decipher.setAAD(authenticated(id, place))
  decipher.setAuthTag(bytes.subarray(-TAG_BYTES))
  try {
    const text = decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES))
    return Buffer.concat([text, decipher.final()]).toString('utf8')
  } catch (cause) {
    throw new BrokenSeal('it was altered, or it was made for another place', { cause })
  }
}
