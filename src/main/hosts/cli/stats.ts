import { existsSync } from 'node:fs'
import { isAppError } from '#contract/errors'
import { openStoreThreads } from '#workers/store-threads'
import type { ResolvedConfig } from '../config.ts'
import type { ProgramFiles } from '../program-files.ts'
import { StartError } from '../start-error.ts'

/** Prints the counts of a namespace. Reads only, so it may run beside the app. */
export const stats = async (options: { config: ResolvedConfig; files: ProgramFiles }): Promise<void> => {
  const { config, files } = options
  if (!existsSync(config.database)) {
    throw new StartError(
      `There is no database at ${config.database} yet. Start the app once with "npm start".`,
    )
  }
  const { store } = await openStoreThreads(files.storeWorker, { file: config.database, readonly: true })
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
