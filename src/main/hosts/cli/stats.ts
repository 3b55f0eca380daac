import { isAppError } from '#contract/errors'
import { openForReading } from '../composition/store-source.ts'
import type { ResolvedConfig } from '../config.ts'
import type { ProgramFiles } from '../program-files.ts'
import { StartError } from '../start-error.ts'

/** Prints the counts of a namespace. Reads only, so it may run beside the app. */
export const stats = async (options: { config: ResolvedConfig; files: ProgramFiles }): Promise<void> => {
  const { config, files } = options
  const store = await openForReading(config.database, files.storeWorker)
  try {
    const { episodic, semantic, ...rest } = await store.stats(config.namespace)
    const counts = { total_memories: episodic + semantic, episodic, semantic, ...rest }
    process.stdout.write(`${JSON.stringify({ namespace: config.namespace, ...counts }, null, 2)}\n`)
  } catch (error) {
    if (!isAppError(error)) throw error
    const names = (await store.namespaces()).map(({ name }) => name).join(', ')
    throw new StartError(`${error.message} There are: ${names}. Name one with --namespace.`)
  } finally {
    await store.close()
  }
}
