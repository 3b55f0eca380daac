import { readFileSync } from 'node:fs'
import { aesCipher } from '#ciphers/aes-cipher'
import type { EncryptionState } from '#contract/app'
import type { MemoryStore } from '#engine/ports'
import type { FieldCipher } from '#engine/secrets/field-cipher'
import { lockedStore } from '#engine/secrets/locked-store'
import type { TextFields } from '#engine/secrets/opened'
import type { SealedFields } from '#engine/secrets/sealed-payload'
import type { SealedStorage } from '#engine/secrets/sealed-storage'
import { sealedStore } from '#engine/secrets/sealed-store'
import {
  keepRecord,
  readRecord,
  refuseWrongKey,
  type SealingRecord,
  WrongKey,
} from '#engine/secrets/sealing-record'
import type { Config } from '../config-schema.ts'
import { parseKey } from '../encryption-key.ts'
import { resolveSecret, type SecretSources } from '../secret-reference.ts'
import { StartError } from '../start-error.ts'

export type Keychain = SecretSources['keychain']

/** What the settings say of keys. */
export interface Keys {
  /** Null where nothing is to be encrypted. */
  readonly cipher: FieldCipher | null
  /** As they were written, so that no log shows them. */
  readonly secrets: readonly string[]
}

/** @throws StartError for a key that is out of reach, or is none */
export const keysOf = (
  { memory_enterprise: settings }: Pick<Config, 'memory_enterprise'>,
  keychain?: Keychain,
): Keys => {
  const sources = { env: process.env, readFile: (path: string) => readFileSync(path, 'utf8'), keychain }
  const names = ['encryption_key', 'encryption_old_key'] as const
  const [key, oldKey] = names.map((name) => {
    const reference = settings[name]
    if (reference === undefined) return undefined
    const text = resolveSecret(reference, sources)
    return { text, bytes: parseKey(text, `memory_enterprise.${name}`) }
  })
  const secrets = [key, oldKey].filter((one) => one !== undefined).map(({ text }) => text)
  if (key === undefined) return { cipher: null, secrets }
  return { cipher: aesCipher(oldKey ? [key.bytes, oldKey.bytes] : [key.bytes]), secrets }
}

export const textFieldsOf = ({ embedding }: Pick<Config, 'embedding'>): TextFields =>
  embedding.text_fields.map((fields) => fields.split('+'))

export interface SealingOptions {
  readonly cipher: FieldCipher | null
  readonly fields: SealedFields
  readonly textFields: TextFields
  /** Nothing can be written; what is wrong is told elsewhere, so a key that does not fit only locks. */
  readonly isReadOnly: boolean
  /** Where another session must not be left without an answer, a key that does not fit only locks too. */
  readonly whenWrong: 'refuse' | 'lock'
}

/**
 * The store as the engine may see it: with its key it opens and seals, without one that it needs it is locked.
 * @throws StartError where the key is the wrong one
 */
export const sealedOver = async (
  store: MemoryStore & SealedStorage,
  options: SealingOptions,
): Promise<{ store: MemoryStore; encryption: EncryptionState }> => {
  const { cipher, fields, textFields } = options
  const record = await recordOf(store, options)
  if (record === null) return { store, encryption: { state: 'off' } }
  const everSealed = record.fields
  if (cipher === null || !fits(record, cipher)) {
    const encryption = { state: 'locked', fields: listed(everSealed) } as const
    return { store: lockedStore(store, { everSealed, textFields }), encryption }
  }
  return {
    store: sealedStore(store, { cipher, fields, everSealed, textFields }),
    encryption: { state: 'on', fields: listed(fields), isComplete: record.isComplete },
  }
}

const listed = (fields: SealedFields): '*' | string[] => (fields === '*' ? '*' : [...fields])

const recordOf = async (
  store: MemoryStore & SealedStorage,
  { cipher, fields, isReadOnly, whenWrong }: SealingOptions,
): Promise<SealingRecord | null> => {
  // A damaged file may have no record that can be read, and one of an older program has no place for it.
  if (isReadOnly) return readRecord(store).catch(() => null)
  if (cipher === null) return readRecord(store)
  try {
    return await keepRecord(store, { cipher, fields, isEmpty: await isEmpty(store) })
  } catch (error) {
    if (!(error instanceof WrongKey)) throw error
    if (whenWrong === 'lock') return readRecord(store)
    throw new StartError(error.message, { cause: error })
  }
}

const fits = (record: SealingRecord, cipher: FieldCipher): boolean => {
  try {
    refuseWrongKey(record, cipher)
    return true
  } catch (error) {
    if (error instanceof WrongKey) return false
    throw error
  }
}

const isEmpty = async (store: MemoryStore): Promise<boolean> =>
  (await store.namespaces()).every(({ living, bin }) => living + bin === 0)
