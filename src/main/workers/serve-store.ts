import type { KeywordQuery } from '#engine/ports'
import type { sqliteStore } from '#stores/sqlite/sqlite-store'
import { KeywordSaver } from './keyword-saver.ts'
import type { SnapshotFile } from './snapshot-file.ts'

type Store = ReturnType<typeof sqliteStore>

/**
 * The store as methods of a thread that searches. Between two calls it reads memories into the keyword indexes, a slice
 * at a time, so that a call waits for one slice at most, and saves the indexes when they rest.
 */
export const serveStore = (store: Store, file: SnapshotFile | null): Store => {
  const saver = file && new KeywordSaver(store, file)
  let scheduled = false
  let closed = false
  const turn = (): void => {
    scheduled = false
    if (closed) return
    if (hasMore()) schedule()
    else saver?.rest()
  }
  const hasMore = (): boolean => {
    try {
      return store.followKeywords()
    } catch (error) {
      // The keyword table goes on answering; the log of the program has it. The next search tries again.
      console.error('reading memories into the keyword index failed:', error)
      return false
    }
  }
  const schedule = (): void => {
    if (scheduled) return
    scheduled = true
    setImmediate(turn)
  }
  schedule()
  return {
    ...store,
    keywords: (query: KeywordQuery) => {
      schedule()
      return store.keywords(query)
    },
    close: () => {
      closed = true
      saver?.close()
      return store.close()
    },
  }
}
