import type { WatchMiss } from '#contract/quality'
import type { MemoryStore } from '../../ports.ts'
import { missCause } from '../../tuning/miss-cause.ts'
import type { VectorPair } from '../../vectors/active-vectors.ts'
import type { KnownMiss } from './watch-known.ts'

/** Misses with their memory and why it is not found now; those whose memory or query is gone are left out. */
export const explainedMisses = async (
  {
    store,
    pair: { index, embedder },
    namespace,
    depth,
    misses,
  }: {
    readonly store: Pick<MemoryStore, 'watched' | 'rows' | 'space'>
    readonly pair: VectorPair
    readonly namespace: string
    readonly depth: number
    readonly misses: readonly KnownMiss[]
  },
  signal: AbortSignal,
): Promise<WatchMiss[]> => {
  const { space } = await store.space(namespace)
  const queries = new Map((await store.watched(namespace, embedder.id)).map((query) => [query.id, query]))
  const keys = Uint32Array.from(new Set(misses.map(({ key }) => key)))
  const rows = new Map((await store.rows(keys)).map(({ key, row }) => [key, row]))
  const explained: WatchMiss[] = []
  // One after the other: each holds up the thread that answers for a moment, and recalls come between.
  for (const { id, key, rank } of misses) {
    signal.throwIfAborted()
    const [query, memory] = [queries.get(id), rows.get(key)]
    if (query === undefined || memory === undefined) continue
    const why = await index.explain({ space, vector: query.vector, k: depth }, key)
    explained.push({
      query: query.text,
      memory,
      cause: why === null || why.isFound ? null : missCause(why),
      rank,
      listRank: why?.tree?.listRank ?? null,
      beamNeeded: why?.tree?.beamNeeded ?? null,
      candidatesNeeded: why?.tree?.candidatesNeeded ?? null,
    })
  }
  return explained
}
