import type { EventBus } from '../journal/event-bus.ts'
import type { ObservedNamespace, Observer } from '../observe/observer.ts'
import type { Clock, MemoryStore, NamespaceComparison, NamespaceRecord } from '../ports.ts'
import type { FilterCache } from '../recall/filter-cache.ts'
import type { ActiveVectors } from '../vectors/active-vectors.ts'

export interface NamespacesParts {
  readonly store: MemoryStore
  readonly vectors: ActiveVectors
  readonly events: EventBus
  readonly clock: Clock
  readonly filters: FilterCache
  readonly observer?: Observer | undefined
}

/** Who makes a namespace that nobody asked for, like that of the sample. */
const ITSELF = 'soma'

/** Isolated stores in one database (MEM-7). */
export class Namespaces {
  readonly #parts: NamespacesParts

  constructor(parts: NamespacesParts) {
    this.#parts = parts
  }

  list(): Promise<NamespaceRecord[]> {
    return this.#parts.store.namespaces()
  }

  async create(
    name: string,
    about: { note?: string; suggestions?: readonly string[]; author?: string } = {},
  ): Promise<void> {
    const { store, clock } = this.#parts
    await store.createNamespace(name, {
      at: clock.now(),
      note: about.note ?? '',
      suggestions: about.suggestions ?? [],
    })
    this.#tell({ how: 'create', namespace: name, author: about.author ?? ITSELF })
  }

  async rename(from: string, to: string, author = ITSELF): Promise<void> {
    await this.#parts.store.renameNamespace(from, to, this.#parts.clock.now())
    this.#tell({ how: 'rename', namespace: from, to, author })
  }

  async copy(from: string, to: string, author: string): Promise<number> {
    const { store, vectors, clock } = this.#parts
    const copied = await store.copyNamespace(from, to, { at: clock.now(), author })
    await vectors.current().sync.follow()
    this.#tell({ how: 'copy', namespace: from, to, author })
    return copied
  }

  compare(left: string, right: string, limit: number): Promise<NamespaceComparison> {
    return this.#parts.store.compareNamespaces(left, right, limit)
  }

  /** For good: what makes it safe (a backup) is the caller's to do first. */
  async remove(name: string, author = ITSELF): Promise<number> {
    const { store, vectors } = this.#parts
    const { space } = await store.space(name)
    const removed = await store.removeNamespace(name)
    await vectors.dropSpace(space)
    this.#tell({ how: 'remove', namespace: name, author })
    return removed
  }

  #tell(what: Omit<ObservedNamespace, 'is' | 'at'>): void {
    const { observer, clock } = this.#parts
    observer?.note({ is: 'namespace', at: clock.now(), ...what })
    // A name may mean another namespace now.
    this.#parts.filters.clear()
    this.#parts.events.publish({ type: 'namespaces' })
  }
}
