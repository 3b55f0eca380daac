import type { Clock, Embedder, MemoryStore, SnapshotMark, VectorCursor, VectorIndex } from '../ports.ts'

/** An index is saved when so much of it changed, or after so many seconds with any change. */
const SAVE_SHARE = 0.05
const SAVE_AFTER = 900

export interface SavedIndexParts {
  readonly store: MemoryStore
  readonly index: VectorIndex
  readonly embedder: Embedder
  readonly clock: Clock
}

/** The file that the next start takes over (IDX-7): whether it may be, and when it is worth writing anew. */
export class SavedIndex {
  readonly #parts: SavedIndexParts
  #savedAt = Number.NEGATIVE_INFINITY

  constructor(parts: SavedIndexParts) {
    this.#parts = parts
  }

  /** Of what the saved index is the index, if it is this database, this embedder, and not a time that was undone. */
  async usableMark(): Promise<SnapshotMark | null> {
    const { index, embedder } = this.#parts
    const mark = await index.saved()
    if (mark === null || mark.embedder !== embedder.id) return null
    return mark.stamp === (await this.#stampOf(mark.cursor)) ? mark : null
  }

  /** @param cursor the last change that the index has */
  async save({
    when,
    cursor,
  }: {
    readonly when: 'worthwhile' | 'any-change'
    readonly cursor: VectorCursor
  }): Promise<void> {
    const { index, embedder, clock } = this.#parts
    const { unsaved, vectors, isBuilding } = await index.stats()
    const isRipe = unsaved >= vectors * SAVE_SHARE || clock.now() - this.#savedAt >= SAVE_AFTER
    if (when === 'worthwhile' && (unsaved === 0 || isBuilding || !isRipe)) return
    // Somebody may have removed the file: the doctor does so.
    if (unsaved === 0 && (await index.saved()) !== null) return
    const stamp = await this.#stampOf(cursor)
    if (stamp === null) return
    await index.save({ embedder: embedder.id, cursor, stamp })
    this.#savedAt = clock.now()
  }

  /** A restored backup has changes of the same numbers, but not of the same moments. */
  async #stampOf({ seq }: VectorCursor): Promise<string | null> {
    const [change] = await this.#parts.store.changes({ before: seq + 1, limit: 1 })
    return change?.seq === seq ? `${change.at} ${change.action}` : null
  }
}
