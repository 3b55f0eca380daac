import type { LikePair } from '#contract/gate'
import type { MemoryKey, MemoryStore } from '../ports.ts'

/** Below that nobody would take two memories for the same, and pairs would only tire. */
const LEAST_ALIKE = 0.4
/** Pairs of one hundredth of likeness. */
const PER_STEP = 5
const MOST = 240

interface Found {
  readonly key: MemoryKey
  readonly earlier: number | null
  readonly earlierKey: MemoryKey | null
}

/** Pairs of all degrees of likeness, a few of each, the most alike first: the plain ones teach nothing twice. */
export const pairsToJudge = async (
  store: Pick<MemoryStore, 'rows'>,
  found: readonly Found[],
): Promise<LikePair[]> => {
  const taken = new Map<number, number>()
  const chosen = found
    .flatMap(({ key, earlier, earlierKey }) =>
      earlier === null || earlierKey === null || earlier < LEAST_ALIKE ? [] : [{ key, earlier, earlierKey }],
    )
    .sort((a, b) => b.earlier - a.earlier || a.key - b.key)
    .filter(({ earlier }) => {
      const step = Math.floor(earlier * 100)
      const before = taken.get(step) ?? 0
      taken.set(step, before + 1)
      return before < PER_STEP
    })
    .slice(0, MOST)
  const rows = await store.rows(Uint32Array.from(chosen.flatMap(({ key, earlierKey }) => [key, earlierKey])))
  const places = new Map(
    rows.filter(({ row }) => row.deletedAt === null).map((one) => [one.key, one.row.coordinate]),
  )
  return chosen.flatMap(({ key, earlier: similarity, earlierKey }) => {
    const [earlier, later] = [places.get(earlierKey), places.get(key)]
    return earlier && later ? [{ earlier, later, similarity }] : []
  })
}
