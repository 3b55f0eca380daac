import type { MemoryStore, VectorIndex } from '../ports.ts'
import type { IndexSync } from '../vectors/index-sync.ts'

export interface Nearest {
  readonly coordinate: readonly number[]
  readonly title: string
  /** Cosine. */
  readonly similarity: number
}

export interface NearestParts {
  readonly store: MemoryStore
  readonly index: VectorIndex
  readonly sync: IndexSync
}

/** One is enough, but for those that another process deleted just now. */
const ASKED = 4

/**
 * The nearest living memory of a namespace; null where there is none.
 * @param without ids of memories whose vectors in the index are not what they are any more
 */
export const nearestIn = async (
  { store, index }: NearestParts,
  { space, vector }: { readonly space: number; readonly vector: Float32Array },
  without: { has(id: string): boolean },
): Promise<Nearest | null> => {
  for (let k = ASKED; ; k *= 4) {
    const { keys, scores } = await index.search({ space, vector, k })
    const rows = new Map((await store.rows(keys)).map(({ key, row }) => [key, row]))
    for (const [i, key] of keys.entries()) {
      const row = rows.get(key)
      if (row === undefined || row.deletedAt !== null || without.has(row.id)) continue
      return { coordinate: row.coordinate, title: row.title, similarity: scores[i] as number }
    }
    if (keys.length < k) return null
  }
}

/** Of unit vectors. */
export const cosine = (a: Float32Array, b: Float32Array): number => {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number)
  return sum
}
