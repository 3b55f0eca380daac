import type { Log, ScoredKeys, SecondStore, VectorIndex, VectorQuery } from '../ports.ts'
import type { Outbox } from './outbox.ts'

/** More than were asked for: equal scores are put in order here, and what is not ours is left out. */
const MARGIN = 16

export interface BackedParts {
  readonly local: VectorIndex
  readonly second: SecondStore
  readonly outbox: Outbox
  readonly log: Log
  /** Ids of memories, for a filter that cannot be said elsewhere; null where there are too many. */
  readonly idsOf: (keys: Uint32Array) => Promise<readonly string[] | null>
}

/**
 * An index on this computer that asks a second store instead wherever that has all that is here, and answers itself where it
 * has not, is away, or gives something that is not here. Every answer is checked and scored by the vectors of this
 * computer, so it is the same from both.
 */
export const backedIndex = ({ local, second, outbox, ...parts }: BackedParts): VectorIndex => {
  /** Null where this computer has to answer. */
  const elsewhere = async (query: VectorQuery): Promise<ScoredKeys | null> => {
    const namespace = query.isRecall === true ? outbox.nameOf(query.space) : null
    if (namespace === null || query.k === 0 || !outbox.isEven(query.space)) return null
    const { allowed, filter = null } = query
    if (allowed !== undefined && (filter === null || allowed.length === 0)) return null
    try {
      const exact = query.exact === true
      const asked = { namespace, vector: query.vector, k: query.k + MARGIN, filter, exact }
      const found = await second.search(asked)
      if (found !== 'needs-ids') return await checked(query, found)
      const ids = allowed === undefined ? null : await parts.idsOf(allowed)
      const again = ids && (await second.search({ ...asked, ids }))
      return again === null || again === 'needs-ids' ? null : await checked(query, again)
    } catch (error) {
      if (query.signal?.aborted) throw error
      parts.log.warn('a recall was answered without the second store', { reason: String(error) })
      // It finds out by itself how long that lasts.
      outbox.note()
      return null
    }
  }
  const checked = async (query: VectorQuery, found: ScoredKeys & { strangers: number }) => {
    const scores = await local.similarities(query.space, query.vector, found.keys)
    const isAllowed = isIn(query.allowed)
    const known = [...found.keys].map((key, i) => ({ key, score: scores[i] as number }))
    const own = known.filter(({ key, score }) => !Number.isNaN(score) && isAllowed(key))
    const isShort = own.length < query.k && (own.length < known.length || found.strangers > 0)
    if (isShort) return null
    const best = own.sort((a, b) => b.score - a.score || a.key - b.key).slice(0, query.k)
    return {
      keys: Uint32Array.from(best, ({ key }) => key),
      scores: Float64Array.from(best, ({ score }) => score),
    }
  }
  return {
    apply: async (batch) => {
      await local.apply(batch)
      outbox.note()
    },
    search: async (query) => (await elsewhere(query)) ?? local.search(query),
    // The way through an index is that of this computer's.
    searchTraced: (query) => local.searchTraced(query),
    explain: (...args) => local.explain(...args),
    walk: (...args) => local.walk(...args),
    similarities: (...args) => local.similarities(...args),
    vectorOf: (...args) => local.vectorOf(...args),
    dropSpace: async (space) => {
      await local.dropSpace(space)
      outbox.note()
    },
    stats: () => local.stats(),
    health: (...args) => local.health(...args),
    nearest: (...args) => local.nearest(...args),
    openTrial: (...args) => local.openTrial(...args),
    clear: () => local.clear(),
    saved: () => local.saved(),
    restore: () => local.restore(),
    save: (...args) => local.save(...args),
    close: () => local.close(),
  }
}

/** @param keys ascending */
const isIn = (keys: Uint32Array | undefined): ((key: number) => boolean) => {
  if (keys === undefined) return () => true
  const all = new Set(keys)
  return (key) => all.has(key)
}
