import Database from 'better-sqlite3'

/** Each try waits by itself for as long as the connection's timeout says. */
const MOST_TRIES = 12
const PAUSE_MS = 50

/**
 * Does something as soon as no other process has the database to itself (MEM-13): its change may take longer than one
 * wait, and a few locks are refused at once. What was tried before has left nothing behind.
 */
export const whenFree = <T>(work: () => T): T => {
  for (let tries = 1; ; tries++) {
    try {
      return work()
    } catch (error) {
      if (!isBusy(error) || tries === MOST_TRIES) throw error
      pause()
    }
  }
}

const isBusy = (error: unknown): boolean =>
  error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY')

/** A thread of the store has nothing else to do meanwhile. */
const pause = (): void => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS)
