import type { Filter } from '#contract/filter'
import type { MemoryStore } from '../ports.ts'

const KEPT = 8

/**
 * The memories that a filter lets through, kept while nothing changes: who types a query with a filter set asks for
 * the same set with every letter.
 */
export class FilterCache {
  readonly #store: MemoryStore
  readonly #sets = new Map<string, Promise<Uint32Array>>()

  constructor(store: MemoryStore) {
    this.#store = store
  }

  matching(namespace: string, filter: Filter): Promise<Uint32Array> {
    const id = `${namespace} ${JSON.stringify(filter)}`
    const known = this.#sets.get(id)
    if (known !== undefined) return known
    const found = this.#store.matching(namespace, filter)
    this.#sets.set(id, found)
    found.catch(() => {
      if (this.#sets.get(id) === found) this.#sets.delete(id)
    })
    const [oldest] = this.#sets.keys()
    if (this.#sets.size > KEPT && oldest !== undefined) this.#sets.delete(oldest)
    return found
  }

  /** Called with every change: what matched before may match no more. */
  clear(): void {
    this.#sets.clear()
  }
}
