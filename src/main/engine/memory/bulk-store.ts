import { type AppError, isAppError } from '#contract/errors'
import type { BulkItem, BulkOutcome, BulkStoreInput } from '#contract/memories'
import type { MemoryStore } from '../ports.ts'
import { notFound } from './commit-one.ts'
import { type PayloadLimits, readPayload } from './payload.ts'
import type { StoreMemories } from './store-memories.ts'

interface BulkParts {
  readonly store: MemoryStore
  readonly storing: Pick<StoreMemories, 'many'>
  readonly limits: PayloadLimits
}

type Ready = { readonly index: number; readonly item: BulkItem }

/**
 * Stores many memories, a chunk a transaction (MEM-11). What is wrong with one item is said of it and keeps no other
 * from its place; a chunk that fails as a whole ends the stream, and the chunks before it stay, each undone by its number.
 */
export async function* bulkStore(
  { store, storing, limits }: BulkParts,
  { namespace, items, chunk, reason }: BulkStoreInput,
  author: string,
  signal: AbortSignal,
): AsyncGenerator<BulkOutcome> {
  await store.space(namespace)
  for (let at = 0; at < items.length; at += chunk) {
    signal.throwIfAborted()
    const some = items.slice(at, at + chunk)
    const refused: BulkOutcome['items'] = []
    const ready: Ready[] = []
    for (const [i, item] of some.entries()) {
      const error = await faultOf(store, namespace, item, limits)
      if (error === null) ready.push({ index: at + i, item })
      else refused.push({ index: at + i, is: 'refused', code: error.code, message: error.message })
    }
    const { seq, outcomes } = await storeChunk(storing, namespace, ready, { author, reason })
    const told = [...refused, ...outcomes].sort((a, b) => a.index - b.index)
    yield { seq, done: at + some.length, total: items.length, items: told }
  }
}

const storeChunk = async (
  storing: Pick<StoreMemories, 'many'>,
  namespace: string,
  ready: readonly Ready[],
  { author, reason }: { readonly author: string; readonly reason: string | undefined },
): Promise<{ seq: number; outcomes: BulkOutcome['items'] }> => {
  if (ready.length === 0) return { seq: 0, outcomes: [] }
  const inputs = ready.map(({ item }) => ({ ...item, ...(reason !== undefined && { reason }) }))
  const summary = `Stored ${ready.length.toLocaleString('en')} ${ready.length === 1 ? 'memory' : 'memories'}`
  const { seq, items } = await storing.many(namespace, inputs, { author, action: 'store', summary })
  return { seq, outcomes: items.map((item, i) => ({ ...item, index: (ready[i] as Ready).index })) }
}

/** What would make the whole chunk fail is found beforehand. */
const faultOf = async (
  store: MemoryStore,
  namespace: string,
  { payload, supersedes }: BulkItem,
  limits: PayloadLimits,
): Promise<AppError | null> => {
  try {
    readPayload(payload, limits)
    if (supersedes === undefined) return null
    const [row] = await store.rowsAt(namespace, [supersedes])
    return row?.deletedAt === null ? null : notFound({ namespace, coordinate: supersedes })
  } catch (error) {
    if (isAppError(error)) return error
    throw error
  }
}
