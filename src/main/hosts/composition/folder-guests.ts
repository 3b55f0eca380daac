import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { StartError } from '../start-error.ts'
import { lockInstance } from './instance-lock.ts'

export interface FolderHold {
  release(): void
}

/**
 * Beside the app other processes use the same database (MEM-13), each a guest of the folder. What needs the database to
 * itself, because it puts another file in its place or makes all seals anew, holds the folder against guests. Both are
 * locks that the system holds on a file and drops when a process ends, however it ends.
 */
const FILE = 'guests.lock'

/** @throws StartError while somebody has the folder to itself, or where it is out of reach */
export const enterAsGuest = (dataDir: string): FolderHold =>
  hold(dataDir, ['BEGIN', 'SELECT count(*) FROM sqlite_schema'], {
    busy: `The memories in ${dataDir} are being worked on as a whole. Try again when that is done.`,
  })

/** @throws StartError while there are guests */
export const holdAgainstGuests = (dataDir: string): FolderHold =>
  hold(dataDir, ['BEGIN EXCLUSIVE'], {
    busy: `Another program uses the memories in ${dataDir}: an agent through "soma mcp", or a command. Let it end, then try again.`,
  })

/**
 * Neither an app nor a guest has it while this lasts.
 * @throws StartError
 */
export const lockFolder = (dataDir: string): FolderHold => {
  const lock = lockInstance(dataDir)
  try {
    const folder = holdAgainstGuests(dataDir)
    return {
      release: () => {
        folder.release()
        lock.release()
      },
    }
  } catch (error) {
    lock.release()
    throw error
  }
}

const hold = (
  dataDir: string,
  statements: readonly string[],
  { busy }: { readonly busy: string },
): FolderHold => {
  let db: Database.Database | undefined
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 })
    db = new Database(join(dataDir, FILE), { timeout: 0 })
    for (const statement of statements) {
      const prepared = db.prepare(statement)
      if (prepared.reader) prepared.all()
      else prepared.run()
    }
    const held = db
    return { release: () => void held.close() }
  } catch (error) {
    db?.close()
    const { code, message } = error as { code?: string; message: string }
    const isBusy = code?.startsWith('SQLITE_BUSY') === true
    throw new StartError(isBusy ? busy : unusable(dataDir, message), { cause: error })
  }
}

const unusable = (dataDir: string, message: string): string =>
  `The data folder ${dataDir} cannot be used: ${message}. Check its permissions, or choose another with --data.`
