import { BrokenSeal, type FieldCipher } from './field-cipher.ts'
import type { SealedFields } from './sealed-payload.ts'
import type { SealedStorage } from './sealed-storage.ts'

/** What a store remembers of its keys: never a key, only what tells whether one fits. */
export interface SealingRecord {
  /** The first seals; the others are there until everything is sealed under the first. */
  readonly keys: readonly { readonly id: string; readonly check: string }[]
  /** What may rest sealed. */
  readonly fields: SealedFields
  /** Whether all rests as it is asked for: false while memories may have those fields in the clear, or others sealed. */
  readonly isComplete: boolean
}

/** The key that was given is not the one that the store needs. The message is made for people. */
export class WrongKey extends Error {
  override readonly name = 'WrongKey'
}

const CHECKED = 'soma-inspector'
const CHECK_PLACE = JSON.stringify(['check'])

export const checkedKey = (cipher: FieldCipher): SealingRecord['keys'][number] => ({
  id: cipher.keyId,
  check: cipher.seal(CHECKED, CHECK_PLACE),
})

export const readRecord = async (storage: SealedStorage): Promise<SealingRecord | null> => {
  const text = await storage.sealingRecord()
  return text === null ? null : (JSON.parse(text) as SealingRecord)
}

export const writeRecord = (storage: SealedStorage, record: SealingRecord | null): Promise<void> =>
  storage.setSealingRecord(record && JSON.stringify(record))

/** @throws WrongKey where something may rest that these keys do not open, or another key is to seal */
export const refuseWrongKey = (record: SealingRecord, cipher: FieldCipher): void => {
  const [current, ...others] = record.keys
  if (current === undefined) return
  if (current.id !== cipher.keyId) {
    throw new WrongKey(
      `The encryption key does not fit this database: it is encrypted with the key ${current.id}, and the key ${cipher.keyId} was given. Give the right one as memory_enterprise.encryption_key, or change keys with "soma key rotate".`,
    )
  }
  const missing = others.find(({ id }) => !cipher.has(id))
  if (missing !== undefined) {
    throw new WrongKey(
      `A change of keys is not finished: parts of this database are still encrypted with the key ${missing.id}. Run "soma key rotate" again with the old key, or give that as memory_enterprise.encryption_old_key.`,
    )
  }
  if (![current, ...others].every(({ check }) => fits(cipher, check))) {
    throw new WrongKey(
      'The encryption key does not fit this database, though its id does: the record of keys is damaged. Restore a backup.',
    )
  }
}

const fits = (cipher: FieldCipher, check: string): boolean => {
  try {
    return cipher.open(check, CHECK_PLACE) === CHECKED
  } catch (error) {
    if (error instanceof BrokenSeal) return false
    throw error
  }
}

/** Both lists in one. */
const joinFields = (a: SealedFields, b: SealedFields): SealedFields =>
  a === '*' || b === '*' ? '*' : [...new Set([...a, ...b])]

/** Whether everything of `fields` is among `others`. */
const areAmong = (fields: SealedFields, others: SealedFields): boolean =>
  others === '*' || (fields !== '*' && fields.every((field) => others.includes(field)))

/**
 * The record for a program that seals these fields, written if it is new.
 * @throws WrongKey
 */
export const keepRecord = async (
  storage: SealedStorage,
  { cipher, fields, isEmpty }: { cipher: FieldCipher; fields: SealedFields; isEmpty: boolean },
): Promise<SealingRecord> => {
  const known = await readRecord(storage)
  if (known !== null) refuseWrongKey(known, cipher)
  const record: SealingRecord =
    known === null
      ? { keys: [checkedKey(cipher)], fields, isComplete: isEmpty }
      : {
          ...known,
          fields: joinFields(known.fields, fields),
          // Also fewer fields: what is written meanwhile is in the clear, should they be asked for again.
          isComplete: known.isComplete && areAmong(fields, known.fields) && areAmong(known.fields, fields),
        }
  if (JSON.stringify(record) !== JSON.stringify(known)) await writeRecord(storage, record)
  return record
}
