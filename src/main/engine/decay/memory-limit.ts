import type { Change } from '#contract/changes'
import type { Journal } from '../journal/journal.ts'
import {
  type Clock,
  type Committed,
  type Log,
  type MemoryStore,
  type Mutation,
  MutationRefused,
} from '../ports.ts'
import type { LiveRules } from './live-rules.ts'

/** Memories that are evicted in one change. */
const SLICE = 500
const TRIES = 5

export interface LimitParts {
  readonly store: MemoryStore
  readonly journal: Journal
  readonly clock: Clock
  readonly log: Log
  readonly rules: LiveRules
}

/** Holds the number of memories of a namespace (DEC-6): past the limit those worth least go to the bin. */
export class MemoryLimit {
  readonly #parts: LimitParts

  constructor(parts: LimitParts) {
    this.#parts = parts
  }

  /**
   * After a store: makes room for what came, and leaves to the sweep what was too much before it. What came may itself be
   * worth least. Never rejects: what is stored is stored.
   * @returns how many were evicted
   */
  async hold(namespace: string, { living, outcomes }: Committed, author: string): Promise<number> {
    const { limit } = this.#parts.rules.current
    if (limit === null || living <= limit) return 0
    const came = outcomes.filter((one) => one.is === 'done' && one.created).length
    try {
      const most = Math.min(living - limit, Math.max(1, came))
      return (await this.evict(namespace, { most, author }))?.count ?? 0
    } catch (error) {
      this.#parts.log.warn('a namespace is above its limit', { namespace, error: String(error) })
      return 0
    }
  }

  /** Brings a namespace down to the limit, a slice a change. @returns the changes */
  async enforce(namespace: string, author: string, signal?: AbortSignal): Promise<Change[]> {
    const made: Change[] = []
    for (;;) {
      const { limit } = this.#parts.rules.current
      const { living } = await this.#parts.store.space(namespace)
      if (limit === null || living <= limit || signal?.aborted) return made
      const change = await this.evict(namespace, { most: Math.min(living - limit, SLICE), author })
      if (change === null) return made
      made.push(change)
    }
  }

  async evict(
    namespace: string,
    { most, author }: { readonly most: number; readonly author: string },
  ): Promise<Change | null> {
    const { store, journal, clock, rules } = this.#parts
    const { limit, evictTypes } = rules.current
    for (let tried = 1; ; tried++) {
      const victims = await store.evictable(namespace, evictTypes, { offset: 0, limit: most })
      if (victims.length === 0) return null
      const mutations = victims.map(({ coordinate, id, version }): Mutation => {
        const guard = { coordinate, id, kind: 'patch', when: 'living', expectedVersion: version } as const
        return { ...guard, set: { deletedAt: clock.now() } }
      })
      const reason = `More than ${(limit ?? 0).toLocaleString('en')} memories`
      const summary = `Evicted ${victims.length === 1 ? '1 memory' : `${victims.length.toLocaleString('en')} memories`}`
      try {
        const change = { namespace, author, action: 'evict', summary, reason, onMismatch: 'skip' } as const
        return (await journal.commit({ ...change, mutations })).change
      } catch (error) {
        // Pinned or edited since it was chosen: it may be another one's turn now.
        if (!(error instanceof MutationRefused) || tried === TRIES) throw error
      }
    }
  }
}
