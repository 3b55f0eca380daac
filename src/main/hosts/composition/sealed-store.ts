import type { FieldCipher } from '#engine/secrets/field-cipher'
import type { ResolvedConfig } from '../config.ts'
import { connectionOf } from './connection-of.ts'
import { sealedOver, textFieldsOf } from './sealing.ts'
import type { OpenedStore } from './store-source.ts'

interface SealOptions {
  readonly config: ResolvedConfig
  /** Null where no key was given. */
  readonly cipher: FieldCipher | null
  readonly whenWrong: 'refuse' | 'lock'
}

/** The store with its fields in clear for whoever has the key. Closes it where that fails. */
export const sealed = async (opened: OpenedStore, { config, cipher, whenWrong }: SealOptions) => {
  try {
    return await sealedOver(opened.store, {
      cipher,
      fields: config.memory_enterprise.encryption_fields,
      textFields: textFieldsOf(config),
      isReadOnly: opened.damage !== null || connectionOf(config).readOnly,
      whenWrong,
    })
  } catch (error) {
    await opened.store.close()
    throw error
  }
}
