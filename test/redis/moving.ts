import { join } from 'node:path'
import type { MoveProgress } from '#contract/connections'
import { Backups } from '#hosts/composition/backups'
import { lockFolder } from '#hosts/composition/folder-guests'
import { moveTo } from '#hosts/composition/move'
import { loadConfig, type ResolvedConfig } from '#hosts/config'
import { openDatabase } from '#stores/sqlite/open'
import { sourceFiles } from '../composition/source-files.ts'

/** Settings of a folder, or of a Redis whose copy lies there. */
const configAt = (folder: string, port?: number): ResolvedConfig =>
  loadConfig({
    env: {},
    explicit: {
      data_dir: folder,
      ...(port !== undefined && { mode: 'enterprise', redis: { host: '127.0.0.1', port } }),
    },
  })

interface MoveAsked {
  /** A folder with a database. */
  readonly source: string
  readonly target: string
  /** Of the Redis, where the target is one. */
  readonly port?: number
  readonly signal?: AbortSignal
}

/** A move of the database in a folder, whatever mode that is in. */
export const sourceMove = ({ source, target, port, signal }: MoveAsked): AsyncGenerator<MoveProgress> =>
  databaseMove({ database: join(source, 'memories.sqlite'), target, port, signal })

export const databaseMove = ({
  database,
  target,
  port,
  signal = new AbortController().signal,
}: Omit<MoveAsked, 'source' | 'port' | 'signal'> & {
  readonly database: string
  readonly port?: number | undefined
  readonly signal?: AbortSignal | undefined
}): AsyncGenerator<MoveProgress> => {
  const workerFile = sourceFiles.storeWorker
  const backups = new Backups({ folder: target, database, workerFile, keep: () => 1 })
  const seq = async (): Promise<number> => {
    const { db } = openDatabase({ file: database, readonly: true })
    const row = db.prepare('SELECT coalesce(max(seq), 0) AS seq FROM changes').get() as { seq: number }
    db.close()
    return row.seq
  }
  return moveTo({
    source: { name: database, seq, snapshotTo: async (file) => void (await backups.copyTo(file)) },
    target: configAt(target, port),
    files: sourceFiles,
    hold: () => lockFolder(target),
    signal,
  })
}

export type MoveResult = Extract<MoveProgress, { type: 'result' }>

export const resultOf = async (steps: AsyncIterable<MoveProgress>): Promise<MoveResult> => {
  for await (const step of steps) if (step.type === 'result') return step
  throw new Error('the move ended without a result')
}
