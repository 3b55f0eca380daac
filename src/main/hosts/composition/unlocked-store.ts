import type { MemoryStore } from '#engine/ports'
import type { ResolvedConfig } from '../config.ts'
import { StartError } from '../start-error.ts'
import { keysOf, sealedOver, textFieldsOf } from './sealing.ts'
import type { OpenedStore } from './store-source.ts'

/**
 * The store of a command, with its encrypted fields open; it is closed where that fails.
 * @throws StartError where their key is missing or the wrong one
 */
export const unlockedStore = async (
  store: OpenedStore['store'],
  config: ResolvedConfig,
  { isReadOnly }: { readonly isReadOnly: boolean },
): Promise<MemoryStore> => {
  try {
    const { cipher } = keysOf(config)
    const fields = config.memory_enterprise.encryption_fields
    const options = { cipher, fields, textFields: textFieldsOf(config), isReadOnly }
    const opened = await sealedOver(store, { ...options, whenWrong: 'refuse' })
    if (opened.encryption.state !== 'locked') return opened.store
    throw new StartError(
      'Fields of this store are encrypted. Give their key with memory_enterprise.encryption_key.',
    )
  } catch (error) {
    await store.close()
    throw error
  }
}
