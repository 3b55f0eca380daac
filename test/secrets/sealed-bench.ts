import { aesCipher } from '#ciphers/aes-cipher'
import { DEFAULT_TEXT_FIELDS } from '#engine/memory/payload'
import type { MemoryStore } from '#engine/ports'
import type { FieldCipher } from '#engine/secrets/field-cipher'
import type { SealedFields } from '#engine/secrets/sealed-payload'
import type { SealedStorage } from '#engine/secrets/sealed-storage'
import { sealedStore } from '#engine/secrets/sealed-store'
import { seededRandom } from '../../bench/seeded-random.ts'

/** Keys of tests: each number is another one, always the same. */
const keyBytes = (n: number): Buffer => {
  const random = seededRandom(n)
  return Buffer.from(Array.from({ length: 32 }, () => Math.floor(random() * 256)))
}

export const cipherOf = (...keys: readonly [number, ...number[]]): FieldCipher => {
  const [first, ...others] = keys
  return aesCipher([keyBytes(first), ...others.map(keyBytes)])
}

export const sealedOverStore = (
  store: MemoryStore & SealedStorage,
  { cipher = cipherOf(1), fields = ['task', 'code'] as SealedFields } = {},
): MemoryStore => sealedStore(store, { cipher, fields, everSealed: fields, textFields: DEFAULT_TEXT_FIELDS })
