import type { ChangeReceipt } from '#contract/memory'
import type { Journal } from '../journal/journal.ts'
import { receiptOf } from '../memory/commit-one.ts'
import { memoryId } from '../memory/coordinate.ts'
import type { Clock, MemoryStore, Mutation } from '../ports.ts'
import type { ActiveVectors } from '../vectors/active-vectors.ts'
import { type Forgetting, forget, type TextFields } from './forget.ts'
import type { LiveRules } from './live-rules.ts'

export interface Acceptance {
  readonly namespace: string
  readonly decay: readonly (readonly number[])[]
  readonly evict: readonly (readonly number[])[]
}

interface AcceptingParts {
  readonly store: MemoryStore
  readonly journal: Journal
  readonly vectors: ActiveVectors
  readonly clock: Clock
  readonly rules: LiveRules
  readonly textFields: TextFields
}

/** Does at once what a forecast says, for memories that a person chose: one change, to be undone as one. */
export class Accepting {
  readonly #parts: AcceptingParts

  constructor(parts: AcceptingParts) {
    this.#parts = parts
  }

  async accept({ namespace, decay, evict }: Acceptance, author: string): Promise<ChangeReceipt> {
    const { store, journal, vectors, rules, textFields } = this.#parts
    const pair = vectors.current()
    const chosen = await this.#chosen(namespace, decay)
    const { mutations, marks } = await forget(chosen, rules.current, { pair, textFields })
    const gone = await this.#evictions(namespace, evict)
    const summary = summaryOf(mutations.length, gone.length)
    const change = { namespace, author, action: 'decay', summary, reason: 'Accepted', pair } as const
    const all = [...mutations, ...gone]
    const receipt =
      all.length === 0
        ? { seq: 0, count: 0 }
        : receiptOf(await journal.commit({ ...change, onMismatch: 'skip', mutations: all }))
    if (marks.length > 0) await store.markForgotten(marks)
    return receipt
  }

  async #chosen(namespace: string, coordinates: readonly (readonly number[])[]): Promise<Forgetting[]> {
    const { store } = this.#parts
    const facts = await store.decayFacts(namespace, coordinates)
    const found: Forgetting[] = []
    for (const [i, coordinate] of coordinates.entries()) {
      const placed = facts[i]
      if (!placed || placed.facts.pinned || placed.facts.isForgotten) continue
      const memory = await store.get(namespace, coordinate)
      if (memory === null) continue
      const { id, version, payload } = memory
      const one = { key: placed.key, coordinate, id, version, payload }
      found.push({ memory: one, isWhole: true, levels: placed.facts.levels })
    }
    return found
  }

  async #evictions(namespace: string, coordinates: readonly (readonly number[])[]): Promise<Mutation[]> {
    const { store, clock } = this.#parts
    const rows = await store.rowsAt(namespace, coordinates)
    return rows.flatMap((row, i): Mutation[] => {
      const coordinate = coordinates[i]
      if (row === null || coordinate === undefined || row.deletedAt !== null || row.pinned) return []
      const guard = {
        coordinate,
        id: memoryId(namespace, coordinate),
        kind: 'patch',
        when: 'living',
      } as const
      return [{ ...guard, set: { deletedAt: clock.now() } }]
    })
  }
}

const summaryOf = (decayed: number, evicted: number): string => {
  const counted = (n: number): string => (n === 1 ? '1 memory' : `${n.toLocaleString('en')} memories`)
  const parts = [
    ...(decayed > 0 ? [`let ${counted(decayed)} decay`] : []),
    ...(evicted > 0 ? [`evicted ${counted(evicted)}`] : []),
  ]
  const words = parts.join(', ')
  return `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`
}
