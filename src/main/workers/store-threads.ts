import type { MemoryStore } from '#engine/ports'
import type { OpenOptions } from '#stores/sqlite/open'
import { startThread, type Thread } from './thread.ts'

/** Which connection answers what: a long search must not hold up a page of the table, nor a write either of them. */
const LANES = {
  write: [
    'createNamespace',
    'renameNamespace',
    'copyNamespace',
    'removeNamespace',
    'commit',
    'withoutVector',
    'putVectors',
  ],
  search: [
    'compareNamespaces',
    'space',
    'keyOf',
    'rows',
    'attributes',
    'matching',
    'keywords',
    'keywordScores',
    'vectorsAfter',
  ],
  read: [
    'namespaces',
    'stats',
    'undoPlan',
    'changes',
    'get',
    'page',
    'range',
    'versions',
    'version',
    'links',
    'seq',
  ],
} as const satisfies Record<string, readonly (keyof MemoryStore)[]>

type Lane = keyof typeof LANES

export interface StoreThreads {
  readonly store: MemoryStore
  /** True where the file was made just now. */
  readonly created: boolean
}

/**
 * The SQLite store behind three threads over one file: one that writes, two that read. A database in memory belongs to
 * one connection, so there all three are one thread.
 */
export const openStoreThreads = async (workerFile: string, options: OpenOptions): Promise<StoreThreads> => {
  const write = await startThread(workerFile, options)
  const { created } = write.details as { created: boolean }
  const alone = options.file === ':memory:'
  const reader = (): Promise<Thread> =>
    alone ? Promise.resolve(write) : startThread(workerFile, { ...options, readonly: true })
  const [read, search] = await Promise.all([reader(), reader()])
  return { store: storeOver({ write, read, search }), created }
}

const storeOver = (threads: Readonly<Record<Lane, Thread>>): MemoryStore => {
  const methods = Object.entries(LANES).flatMap(([lane, names]) =>
    names.map((name) => [name, caller(threads[lane as Lane], name)] as const),
  )
  const close = async (): Promise<void> => {
    // The writer last: closing it folds the log into the file, which needs the readers gone.
    const readers = [...new Set([threads.read, threads.search])].filter((thread) => thread !== threads.write)
    await Promise.all(readers.map(closeThread))
    await closeThread(threads.write)
  }
  return Object.fromEntries([...methods, ['close', close]]) as unknown as MemoryStore
}

const closeThread = async (thread: Thread): Promise<void> => {
  await thread.call('close', [])
  await thread.close()
}

/** A signal can't cross a thread: it is taken out of a query and cancels the call instead. */
const caller =
  (thread: Thread, method: string) =>
  (...args: unknown[]): Promise<unknown> => {
    const [first, ...rest] = args
    if (typeof first !== 'object' || first === null || !('signal' in first)) return thread.call(method, args)
    const { signal, ...query } = first as { signal?: AbortSignal }
    return thread.call(method, [query, ...rest], signal)
  }
