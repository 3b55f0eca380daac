import type { Embedder, Log, MemoryStore, MissingVector, VectorCursor, VectorIndex } from '../ports.ts'
import { joinVectors } from './embed-each.ts'

interface KeepParts {
  readonly store: MemoryStore
  readonly index: VectorIndex
  readonly embedder: Embedder
  readonly log: Log
  readonly isStopped: () => boolean
}

/** What is kept, and the last change that the index has. */
export interface Made {
  readonly made: readonly { readonly text: MissingVector; readonly vector: Float32Array }[]
  readonly cursor: VectorCursor
}

/**
 * Gives vectors that were missing to the store and, of those that it took, to the index.
 * @returns false where the store takes no vectors, and what is there serves on
 */
export const keepMade = async (
  { store, index, embedder, log, isStopped }: KeepParts,
  { made, cursor }: Made,
): Promise<boolean> => {
  const missing = made.map(({ text }) => text)
  const vectors = joinVectors(
    made.map(({ vector }) => vector),
    embedder.dimension,
  )
  let taken: Uint8Array
  try {
    taken = await store.putVectors(embedder.id, missing, vectors)
  } catch (error) {
    if (!isStopped()) log.warn('missing vectors could not be stored', { reason: String(error) })
    return false
  }
  const rows = missing.map((_, i) => i).filter((i) => taken[i] === 1)
  const kept = rows.map((i) => made[i]?.vector ?? new Float32Array(embedder.dimension))
  await index.apply({
    spaces: Uint32Array.from(rows, (i) => missing[i]?.space ?? 0),
    keys: Uint32Array.from(rows, (i) => missing[i]?.key ?? 0),
    alive: new Uint8Array(rows.length).fill(1),
    vectors: joinVectors(kept, embedder.dimension),
    cursor,
    complete: true,
  })
  return true
}
