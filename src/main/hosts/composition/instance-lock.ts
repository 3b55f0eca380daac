import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { StartError } from '../start-error.ts'

export interface InstanceLock {
  /** Tells a second instance where this one is. */
  announce(url: string): void
  release(): void
}

/**
 * One app a data folder. The lock is one that the system holds on a file and drops when the process ends, however it
 * ends: no stale lock can be left behind by a crash.
 * @throws StartError when another instance runs, or the folder is out of reach.
 */
export const lockInstance = (dataDir: string): InstanceLock => {
  const note = join(dataDir, 'instance.json')
  const db = lockedFile(dataDir, note)
  const write = (url?: string): void =>
    writeFileSync(note, JSON.stringify({ pid: process.pid, url }), { mode: 0o600 })
  write()
  return {
    announce: write,
    release: () => {
      rmSync(note, { force: true })
      db.close()
    },
  }
}

const lockedFile = (dataDir: string, note: string): Database.Database => {
  let db: Database.Database | undefined
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 })
    db = new Database(join(dataDir, 'instance.lock'), { timeout: 0 })
    db.exec('BEGIN EXCLUSIVE')
    return db
  } catch (error) {
    db?.close()
    const { code, message } = error as { code?: string; message: string }
    const sentence = code?.startsWith('SQLITE_BUSY')
      ? alreadyRunning(dataDir, note)
      : unusable(dataDir, message)
    throw new StartError(sentence, { cause: error })
  }
}

const unusable = (dataDir: string, message: string): string =>
  `The data folder ${dataDir} cannot be used: ${message}. Check its permissions, or choose another with --data.`

const alreadyRunning = (dataDir: string, note: string): string => {
  let where = ''
  try {
    const { pid, url } = JSON.parse(readFileSync(note, 'utf8')) as { pid: number; url?: string }
    where = ` (process ${pid}${url ? `, ${url}` : ''})`
  } catch {
    // The other one is just starting and has not written its note yet; the sentence is right without it.
  }
  return `Soma Inspector already runs on ${dataDir}${where}. Use that one, or choose another folder with --data.`
}
