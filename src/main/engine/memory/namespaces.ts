import type { Change } from '#contract/changes'
import { AppError, isAppError } from '#contract/errors'
import type { BinnedNamespace } from '#contract/namespaces'
import type { EventBus } from '../journal/event-bus.ts'
import type { NamespaceUndo, NamespaceUndoing, UndoReceipt } from '../journal/journal.ts'
import type { OwnChanges } from '../journal/own-changes.ts'
import type { ObservedNamespace, Observer } from '../observe/observer.ts'
import type {
  Clock,
  MemoryStore,
  NamespaceChange,
  NamespaceChanged,
  NamespaceComparison,
  NamespaceRecord,
} from '../ports.ts'
import type { FilterCache } from '../recall/filter-cache.ts'
import type { ActiveVectors } from '../vectors/active-vectors.ts'

export interface NamespacesParts {
  readonly store: MemoryStore
  readonly vectors: ActiveVectors
  readonly events: EventBus
  readonly clock: Clock
  readonly filters: FilterCache
  readonly own: OwnChanges
  readonly observer?: Observer | undefined
}

/** Who does what nobody asked for, like making that of the sample. */
const ITSELF = 'soma'

/** Isolated stores in one database (MEM-7). Making, renaming, copying and deleting one are changes that can be undone (MEM-10). */
export class Namespaces implements NamespaceUndo {
  readonly #parts: NamespacesParts

  constructor(parts: NamespacesParts) {
    this.#parts = parts
  }

  list(): Promise<NamespaceRecord[]> {
    return this.#parts.store.namespaces()
  }

  /** Without an author it is part of what is done next, and no change of its own. */
  async create(
    name: string,
    about: { note?: string; suggestions?: readonly string[]; author?: string } = {},
  ): Promise<number | null> {
    const { store, clock } = this.#parts
    const { note = '', suggestions = [], author } = about
    const made = store.createNamespace(name, { at: clock.now(), note, suggestions, author })
    const { change } = await this.#own(made)
    this.#tell({ how: 'create', namespace: name, author: author ?? ITSELF })
    return change?.seq ?? null
  }

  async rename(from: string, to: string, author = ITSELF): Promise<number | null> {
    const change = await this.#rename(from, to, { at: this.#parts.clock.now(), author })
    return change?.seq ?? null
  }

  async #rename(from: string, to: string, by: NamespaceChange): Promise<Change | null> {
    const { change } = await this.#own(this.#parts.store.renameNamespace(from, to, by))
    this.#tell({ how: 'rename', namespace: from, to, author: by.author })
    return change
  }

  async copy(from: string, to: string, author: string): Promise<{ copied: number; seq: number | null }> {
    const { store, vectors, clock } = this.#parts
    const { copied, change } = await this.#own(store.copyNamespace(from, to, { at: clock.now(), author }))
    await vectors.current().sync.follow()
    this.#tell({ how: 'copy', namespace: from, to, author })
    return { copied, seq: change?.seq ?? null }
  }

  compare(left: string, right: string, limit: number): Promise<NamespaceComparison> {
    return this.#parts.store.compareNamespaces(left, right, limit)
  }

  /** Takes it away with everything in it; undoing that brings it back. */
  async remove(name: string, author: string): Promise<{ removed: number; seq: number | null }> {
    const { binned, change } = await this.#bin(name, { at: this.#parts.clock.now(), author })
    return { removed: binned, seq: change?.seq ?? null }
  }

  async #bin(name: string, by: NamespaceChange): Promise<NamespaceChanged & { readonly binned: number }> {
    const { store } = this.#parts
    const made = await this.#own(store.binNamespace(name, by))
    await this.#follow(made.change)
    this.#tell({ how: 'remove', namespace: name, author: by.author })
    return made
  }

  /** Those that can be brought back, the last that was deleted first. */
  bin(): Promise<BinnedNamespace[]> {
    return this.#parts.store.binnedNamespaces()
  }

  /** Deletes a deleted one for good: what makes it safe (a backup) is the caller's to do first. */
  async purge({ seq, name }: Pick<BinnedNamespace, 'seq' | 'name'>, author: string): Promise<number> {
    const { store, vectors } = this.#parts
    const { space, purged } = await store.purgeNamespace(seq, name)
    await vectors.dropSpace(space)
    this.#tell({ how: 'purge', namespace: name, author })
    return purged
  }

  /** Deletes one for good that is there, as if it had never been made: what is done by itself, and not whole. */
  async erase(name: string): Promise<void> {
    const { store, vectors } = this.#parts
    const { space } = await store.space(name)
    await store.removeNamespace(name)
    await vectors.dropSpace(space)
    this.#tell({ how: 'purge', namespace: name, author: ITSELF })
  }

  async undoChange({ change: undone, ...undoing }: NamespaceUndoing): Promise<UndoReceipt> {
    const { namespace, before, isThere, author, action, summary } = undoing
    const undoes = { seq: undone.seq, summary, action }
    const by = { at: this.#parts.clock.now(), author, undoes }
    try {
      const change = await this.#undo({ namespace, before, isThere }, by)
      return { seq: change?.seq ?? 0, count: change?.count ?? 0, summary }
    } catch (error) {
      const isTaken = isAppError(error) && error.code === 'namespace/exists'
      if (!isTaken) throw error
      const reason = `there is another namespace "${before}" now`
      throw new AppError('change/not-undoable', { seq: undone.seq, reason })
    }
  }

  async #undo(
    { namespace, before, isThere }: Pick<NamespaceUndoing, 'namespace' | 'before' | 'isThere'>,
    by: NamespaceChange & Required<Pick<NamespaceChange, 'undoes'>>,
  ): Promise<Change | null> {
    if (before === null) return (await this.#bin(namespace, by)).change
    if (isThere) return this.#rename(namespace, before, by)
    const { change } = await this.#own(this.#parts.store.unbinNamespace(by))
    await this.#follow(change)
    this.#tell({ how: 'restore', namespace: before, author: by.author })
    return change
  }

  #own<T extends NamespaceChanged>(changing: Promise<T>): Promise<T> {
    return this.#parts.own.note(changing)
  }

  /** All of its memories went, or came. */
  async #follow(change: Change | null): Promise<void> {
    const { vectors, events } = this.#parts
    await vectors.current().sync.follow()
    if (change !== null) events.publish({ type: 'changed', change, ids: [] })
  }

  #tell(what: Omit<ObservedNamespace, 'is' | 'at'>): void {
    const { observer, clock } = this.#parts
    observer?.note({ is: 'namespace', at: clock.now(), ...what })
    // A name may mean another namespace now.
    this.#parts.filters.clear()
    this.#parts.events.publish({ type: 'namespaces' })
  }
}
