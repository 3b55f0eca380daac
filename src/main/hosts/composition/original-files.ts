import { appendFileSync } from 'node:fs'
import { join } from 'node:path'
import type { OriginalMemory } from '#stores/redis/original-memories'
import type { ResolvedConfig } from '../config.ts'
import { StartError } from '../start-error.ts'
import { redisSettings } from './redis-settings.ts'

export interface OriginalFiles {
  /** A file of JSON Lines for each namespace, by its name. */
  readonly files: ReadonlyMap<string, string>
  readonly refused: readonly Extract<OriginalMemory, { is: 'refused' }>[]
}

/**
 * Writes what the original Python engine left in a Redis into files that can be imported.
 * @throws StartError for a connection that is no Redis, or has a database of this program
 */
export const originalFiles = async (config: ResolvedConfig, folder: string): Promise<OriginalFiles> => {
  const settings = redisSettings(config)
  if (settings === null)
    throw new StartError('Memories of the Python engine are read from a Redis. Name such a connection.')
  const { originalMemories } = await import('#stores/redis/original-memories')
  const files = new Map<string, string>()
  const refused: Extract<OriginalMemory, { is: 'refused' }>[] = []
  try {
    for await (const found of originalMemories(settings)) {
      if (found.is === 'refused') {
        refused.push(found)
        continue
      }
      const file = files.get(found.namespace) ?? join(folder, `${found.namespace}.jsonl`)
      files.set(found.namespace, file)
      appendFileSync(file, `${found.line}\n`, { mode: 0o600 })
    }
  } catch (error) {
    const { name, message } = error as Error
    const hint = name === 'OwnRedis' ? ' Move it with "soma move", or work on it with --connection.' : ''
    throw new StartError(`That Redis cannot be imported: ${message}${hint}`, { cause: error })
  }
  return { files, refused }
}
