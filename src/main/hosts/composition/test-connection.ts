import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { PartTest } from '#contract/connections'
import { tryQdrant } from '#stores/qdrant/try-qdrant'
import type { RedisSettings } from '#stores/redis/connect'
import { memoriesIn } from '#stores/redis/memories-in'
import { tryRedis } from '#stores/redis/try-redis'
import type { ResolvedConfig } from '../config.ts'
import { StartError } from '../start-error.ts'
import { inOneOffThread } from './one-off-thread.ts'
import { qdrantAddress } from './qdrant-settings.ts'
import { redisSettings } from './redis-settings.ts'
import type { Keychain } from './sealing.ts'

/** Nobody waits longer for a test. */
const SECONDS = 5

interface Sources {
  readonly storeWorker: string
  readonly keychain?: Keychain
}

/** Asks each part of a connection what it is. What is wrong is told, never thrown. */
export const testConnection = async (config: ResolvedConfig, sources: Sources): Promise<PartTest[]> =>
  Promise.all([
    config.mode === 'enterprise' ? testRedis(config, sources) : testFolder(config, sources),
    ...(config.vector.backend === 'qdrant' ? [testQdrant(config, sources)] : []),
  ])

const NOTHING = {
  problem: null,
  version: null,
  latency: null,
  writable: null,
  memories: null,
  note: null,
} as const

const testRedis = async (config: ResolvedConfig, { keychain }: Sources): Promise<PartTest> => {
  try {
    const settings = redisSettings(config, keychain)
    if (settings === null) throw new Error('a connection to Redis is in another mode')
    const asked = { ...settings, timeout: Math.min(settings.timeout, SECONDS * 1000) }
    const { name, version, milliseconds, isWritable, problem, notes } = await tryRedis(asked, elapsed)
    const tested = { part: 'redis', name, version, latency: milliseconds, writable: isWritable } as const
    const note = notes.join(' ') || null
    if (problem !== null) return { ...tested, problem, memories: null, note }
    return { ...tested, note, ...(await countedIn(asked)) }
  } catch (error) {
    if (!(error instanceof StartError)) throw error
    return { ...NOTHING, part: 'redis', name: 'Redis', problem: error.message }
  }
}

const testQdrant = async (config: ResolvedConfig, { keychain }: Sources): Promise<PartTest> => {
  try {
    const address = qdrantAddress(config, keychain)
    const asked = { ...address, timeout: Math.min(address.timeout, SECONDS * 1000) }
    const { milliseconds, isWritable, notes, ...tested } = await tryQdrant(asked, elapsed)
    const found = { latency: milliseconds, writable: isWritable, note: notes.join(' ') || null }
    return { ...NOTHING, part: 'qdrant', ...tested, ...found }
  } catch (error) {
    if (!(error instanceof StartError)) throw error
    return { ...NOTHING, part: 'qdrant', name: 'Qdrant', problem: error.message }
  }
}

const countedIn = (settings: RedisSettings): Promise<Pick<PartTest, 'problem' | 'memories'>> =>
  memoriesIn(settings).then(
    (memories) => ({ problem: null, memories }),
    (error: Error) => ({ problem: error.message, memories: null }),
  )

const elapsed = (): number => performance.now()

const testFolder = async (config: ResolvedConfig, { storeWorker }: Sources): Promise<PartTest> => {
  const { database: file, data_dir: folder } = config
  const told = { ...NOTHING, part: 'folder', name: folder } as const
  const writable = canWrite(folder)
  if (!existsSync(file)) {
    const note = existsSync(folder)
      ? 'There is no database in it yet; one is made when it is opened.'
      : 'It is made when it is opened.'
    return { ...told, writable, memories: 0, note }
  }
  try {
    const before = elapsed()
    const namespaces = await inOneOffThread(storeWorker, file, (call) => call('namespaces', []))
    const latency = elapsed() - before
    const memories = (namespaces as { living: number }[]).reduce((sum, { living }) => sum + living, 0)
    return { ...told, latency, writable, memories }
  } catch (error) {
    return { ...told, writable, problem: `Its database cannot be read: ${(error as Error).message}.` }
  }
}

const canWrite = (folder: string): boolean => {
  try {
    const place = existsSync(folder) ? folder : dirname(folder)
    rmSync(mkdtempSync(join(place, '.soma-test-')), { recursive: true })
    return true
  } catch {
    return false
  }
}
