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
 * @throws StartError when another instance runs.
 */
export const lockInstance = (dataDir: string): InstanceLock => {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const note = join(dataDir, 'instance.json')
  const db = new Database(join(dataDir, 'instance.lock'), { timeout: 0 })
  try {
    db.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    db.close()
    throw new StartError(alreadyRunning(dataDir, note), { cause: error })
  }
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
