import type Database from 'better-sqlite3'
import type { DecayRules } from '#contract/decay-rules'
import type { StoreInput } from '#contract/memories'
import type { EngineOptions } from '#engine/engine-options'
import { DEFAULT_TEXT_FIELDS, deriveFrom } from '#engine/memory/payload'
import { putOf } from '#engine/memory/put-of'
import type { MemoryStore } from '#engine/ports'
import type { SealedStorage } from '#engine/secrets/sealed-storage'
import { openDatabase } from '#stores/sqlite/open'
import { sqliteStore } from '#stores/sqlite/sqlite-store'
import { asyncStore, type EngineInProcess, openEngineInProcess } from '../../test/store/engine-in-process.ts'
import { generateMemories } from '../corpus.ts'

export const NAMESPACE = 'bench'
/** When all were made; the clock of the engine begins here. */
export const MADE_AT = 1_700_000_000
const CHUNK = 1000
const SENTENCES_AT_ONCE = 20_000

/** What of a memory is other than the generator makes it. */
export type Shape = (i: number) => Partial<Pick<StoreInput, 'importance' | 'pinned' | 'payload'>> & {
  /** When it is made. */
  readonly at?: number
}

/**
 * Fills a database with memories through the store's own door, without the engine and without vectors: those are
 * what a million takes longest for, and neither a sweep nor the limit looks at one.
 */
export const fill = async (
  file: string,
  { n, seed, sample, shape }: { n: number; seed: number; sample: string; shape: Shape },
): Promise<void> => {
  const { db } = openDatabase({ file })
  const store = sqliteStore(db)
  await store.createNamespace(NAMESPACE, { at: MADE_AT, note: '', suggestions: [] })
  for (let from = 0; from < n; from += SENTENCES_AT_ONCE) {
    const count = Math.min(SENTENCES_AT_ONCE, n - from)
    const inputs = await generateMemories(sample, count, seed * 1000 + from / SENTENCES_AT_ONCE)
    for (let at = 0; at < count; at += CHUNK) {
      const some = inputs.slice(at, at + CHUNK)
      const { at: madeAt = MADE_AT } = shape(from + at)
      await store.commit({
        namespace: NAMESPACE,
        at: madeAt,
        embedder: 'none',
        author: 'bench',
        action: 'import',
        summary: `Generated ${some.length} memories`,
        reason: null,
        onMismatch: 'fail',
        mutations: some.map((input, i) => mutationOf(input, from + at + i, shape(from + at + i))),
      })
    }
  }
  await store.close()
}

const mutationOf = (input: Omit<StoreInput, 'namespace'>, i: number, shape: ReturnType<Shape>) => {
  const { at: now = MADE_AT, ...rest } = shape
  const [x = 0, y = 0] = input.coordinate
  const put = { ...input, namespace: NAMESPACE, coordinate: [x, y, i], ...rest }
  const payload = { json: put.payload, ...deriveFrom(put.payload, DEFAULT_TEXT_FIELDS) }
  return putOf(put, { payload, vector: undefined, now })
}

export interface Opened extends EngineInProcess {
  /** To look with; nothing is written past the engine. */
  readonly db: Database.Database
  /** Milliseconds of each slice of dating. */
  readonly slices: readonly number[]
  close(): Promise<void>
}

/** An engine over such a database: in this thread, vectors of what is stored made and kept, and none of what was there. */
export const openFilled = async (
  file: string,
  { rules, now = MADE_AT }: { readonly rules: DecayRules; readonly now?: number },
): Promise<Opened> => {
  const { db } = openDatabase({ file })
  const engine: EngineOptions = { decay: rules }
  const store = asyncStore(sqliteStore(db))
  const slices: number[] = []
  const wrap = (whole: MemoryStore & SealedStorage): MemoryStore => ({
    ...withoutVectors(whole),
    dateBy: async (...asked) => {
      const started = performance.now()
      const progress = await whole.dateBy(...asked)
      slices.push(performance.now() - started)
      return progress
    },
  })
  const opened = await openEngineInProcess({ store, engine, time: { now }, dimension: 64, wrap })
  return { ...opened, db, slices, close: () => opened.engine.close() }
}

const withoutVectors = (store: MemoryStore & SealedStorage): MemoryStore => ({
  ...store,
  vectorsAfter: async (cursor) => ({
    spaces: new Uint32Array(),
    keys: new Uint32Array(),
    alive: new Uint8Array(),
    vectors: new Float32Array(),
    cursor,
    complete: true,
    lacking: 0,
  }),
  withoutVector: async () => [],
})
