import { randomUUID } from 'node:crypto'
import { ServiceFault } from '#services/service-fault'
import type { ConnectionTrial } from '../connection-trial.ts'
import { connectQdrant, type QdrantAddress } from './connect.ts'
import { NotInQdrant } from './qdrant-fault.ts'

/** The query API came with it. */
const OLDEST = [1, 10] as const

/** Asks Qdrant who it is, and for leave to delete in a collection that is not there. Never rejects. */
export const tryQdrant = async (address: QdrantAddress, elapsed: () => number): Promise<ConnectionTrial> => {
  const trial = { name: hostOf(address.url), version: null, milliseconds: null, isWritable: null, notes: [] }
  try {
    const qdrant = connectQdrant(address)
    const { version } = await qdrant.version()
    const started = elapsed()
    await qdrant.ask((api, init) => api.getCollections({}, init))
    const reached = { ...trial, name: qdrant.name, version, milliseconds: elapsed() - started }
    if (isOld(version)) {
      return { ...reached, problem: `Qdrant ${version} is too old: 1.10 is the oldest that is understood.` }
    }
    const isWritable = await mayWrite(() =>
      qdrant.ask((api, init) =>
        api.deletePoints({ collection_name: `soma-trial-${randomUUID()}`, points: [] }, init),
      ),
    )
    const problem = isWritable ? null : 'The key may read, and not write. Vectors must be written too.'
    return { ...reached, isWritable, problem }
  } catch (error) {
    return { ...trial, problem: error instanceof Error ? error.message : String(error) }
  }
}

/** Whoever may delete is told that there is nothing to delete in. */
const mayWrite = async (deleting: () => Promise<unknown>): Promise<boolean> => {
  try {
    await deleting()
    return true
  } catch (error) {
    if (error instanceof NotInQdrant) return true
    if (error instanceof ServiceFault && error.kind === 'misconfigured') return false
    throw error
  }
}

const isOld = (version: string): boolean => {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  return major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1])
}

const hostOf = (url: string): string => URL.parse(url)?.host ?? ''
