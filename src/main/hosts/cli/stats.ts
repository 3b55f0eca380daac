import { statSync } from 'node:fs'
import { isAppError } from '#contract/errors'
import type { MemoryStore } from '#engine/ports'
import { openForReading } from '../composition/store-source.ts'
import type { ResolvedConfig } from '../config.ts'
import type { ProgramFiles } from '../program-files.ts'
import { StartError } from '../start-error.ts'
import { sayJson } from './print.ts'

/** Prints the counts of a namespace. Reads only, so it may run beside the app. */
export const stats = async (options: { config: ResolvedConfig; files: ProgramFiles }): Promise<void> => {
  const { config, files } = options
  const store = await openForReading(config, files.storeWorker)
  try {
    const { episodic, semantic, ...rest } = await store.stats(config.namespace)
    const counts = { total_memories: episodic + semantic, episodic, semantic, ...rest }
    sayJson({ namespace: config.namespace, ...counts, stores: await storesOf(store, config.database) })
  } catch (error) {
    if (!isAppError(error)) throw error
    const names = (await store.namespaces()).map(({ name }) => name).join(', ') || 'none'
    throw new StartError(`${error.message} There are: ${names}. Name one with --namespace.`)
  } finally {
    await store.close()
  }
}

/** Of the whole database, all namespaces together. */
const storesOf = async (store: MemoryStore, file: string) => {
  const { active, unused } = await store.embedders()
  // Before the app wrote down which one answers, it is the one whose vectors are there.
  const embedder = active?.id ?? unused[0] ?? null
  const { living, covered } = await store.coverage(embedder ?? '')
  return {
    sqlite: { file, bytes: statSync(file).size, memories: living, seq: await store.seq() },
    vectors: { embedder, memories: covered, waiting: living - covered },
  }
}
