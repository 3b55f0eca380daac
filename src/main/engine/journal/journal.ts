import type { Change } from '#contract/changes'
import { AppError } from '#contract/errors'
import type { ChangeReceipt } from '#contract/memory'
import {
  type ChangeDraft,
  type Clock,
  type Committed,
  type Embedder,
  type MemoryStore,
  type Mutation,
  MutationRefused,
  type UndoStep,
} from '../ports.ts'
import type { FilterCache } from '../recall/filter-cache.ts'
import type { IndexSync } from '../vectors/index-sync.ts'
import type { EventBus } from './event-bus.ts'

/** Up to so many memories an undo brings their vectors along; beyond, they are made in batches afterwards. */
const EMBED_AT_ONCE = 1000

export interface JournalParts {
  readonly store: MemoryStore
  readonly embedder: Embedder
  readonly clock: Clock
  readonly sync: IndexSync
  readonly events: EventBus
  readonly filters: FilterCache
}

/** A change without what the journal itself knows. */
export type Draft = Omit<ChangeDraft, 'at' | 'embedder' | 'reason'> & { readonly reason?: string | null }

/** Every change of memories goes through here: committed, brought into the index, told to every open window. */
export class Journal {
  readonly #parts: JournalParts

  constructor(parts: JournalParts) {
    this.#parts = parts
  }

  /** Resolves when the change is on disk and can be found by recall (IDX-3). */
  async commit(draft: Draft): Promise<Committed> {
    const { store, embedder, clock, sync, events, filters } = this.#parts
    const committed = await store.commit({ reason: null, ...draft, at: clock.now(), embedder: embedder.id })
    if (committed.change === null) return committed
    filters.clear()
    if (draft.mutations.some(lacksVector)) sync.expectMissing()
    await sync.follow()
    events.publish({ type: 'changed', change: committed.change, ids: [...committed.ids] })
    return committed
  }

  list(query: {
    namespace?: string | undefined
    before?: number | undefined
    limit: number
  }): Promise<Change[]> {
    return this.#parts.store.changes(query)
  }

  /**
   * Puts back what a change replaced (MEM-10). An undo is a change like any other, so it can be undone too.
   * @throws AppError `change/not-undoable` with the reason.
   */
  async undo(seq: number, author: string): Promise<ChangeReceipt & { summary: string }> {
    const { change, namespace, steps } = await this.#parts.store.undoPlan(seq)
    const refuse = (reason: string): never => {
      throw new AppError('change/not-undoable', { seq, reason })
    }
    if (change === null) return refuse(`there is no change ${seq}`)
    if (change.undoneBy !== null) return refuse('it was undone already')
    if (namespace === '') return refuse(`its namespace "${change.namespace}" was deleted`)
    if (steps.length === 0) return refuse(`"${change.summary}" has no memories to put back`)
    const blocked = steps.find(({ lastSeq }) => lastSeq !== seq)
    if (blocked)
      return refuse(
        `(${blocked.coordinate.join(', ')}) was changed again later, by change ${blocked.lastSeq}`,
      )
    const action = change.action === 'undo' ? 'redo' : 'undo'
    const summary = `${action === 'undo' ? 'Undid' : 'Redid'}: ${withoutPrefix(change.summary)}`
    const mutations = await this.#inverse(steps)
    try {
      const draft = {
        namespace,
        author,
        action,
        summary,
        undoes: seq,
      }
      const committed = await this.commit({ ...draft, onMismatch: 'fail', mutations })
      if (steps.length > EMBED_AT_ONCE) await this.#parts.sync.complete()
      return { seq: committed.change?.seq ?? 0, count: committed.change?.count ?? 0, summary }
    } catch (error) {
      if (error instanceof MutationRefused) return refuse('a memory was changed again meanwhile')
      throw error
    }
  }

  async #inverse(steps: readonly UndoStep[]): Promise<Mutation[]> {
    const { clock, sync } = this.#parts
    const texts = steps.map(({ before }) => before?.text ?? '')
    const vectors = steps.length <= EMBED_AT_ONCE ? await sync.vectorsOf(texts) : []
    return steps.map(({ coordinate, id, before, version }, i) => {
      const guard = { coordinate, id, kind: 'patch', when: 'exists', expectedVersion: version } as const
      if (before === null) return { ...guard, set: { deletedAt: clock.now() } }
      const vector = vectors[i]
      return { ...guard, set: before, ...(vector && { vector }) }
    })
  }
}

/** Its text is new, and nobody could embed it. */
const lacksVector = ({ set, vector }: Mutation): boolean => set.text !== undefined && vector === undefined

const withoutPrefix = (summary: string): string => summary.replace(/^(Undid|Redid): /, '')
