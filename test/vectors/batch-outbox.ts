import { memoryId } from '#engine/memory/coordinate'
import type { OutboxFeed, OutboxMark, OutboxRow, OutboxStore, VectorBatch } from '#engine/ports'

const DIMENSIONS = 16

/** An outbox over batches of vectors, with no database behind it: what a suite applies is what is told. */
export class BatchOutbox implements OutboxStore {
  readonly #rows = new Map<number, { readonly row: OutboxRow; readonly vector: Float32Array }>()
  readonly #spaces = new Map<number, string>()
  #mark: OutboxMark | null = null
  #seq = 0

  constructor(prefix: string, spaces: readonly number[]) {
    for (const space of spaces) this.#spaces.set(space, `${prefix}${space}`)
  }

  take({ keys, spaces, alive, vectors }: VectorBatch): void {
    const seq = ++this.#seq
    keys.forEach((key, i) => {
      const space = spaces[i] as number
      const isThere = alive[i] === 1
      const row: OutboxRow = {
        ...{ key, space, seq, isThere, coordinate: [key], type: 'episodic', importance: 0, timestamp: null },
        ...{ pinned: false, tags: [], createdAt: 0, updatedAt: 0, version: 1 },
        id: memoryId(this.#spaces.get(space) as string, [key]),
        payload: isThere ? '{}' : null,
      }
      this.#rows.set(key, { row, vector: vectors.slice(i * DIMENSIONS, (i + 1) * DIMENSIONS) })
    })
  }

  async outbox(
    _embedder: string,
    part: Parameters<OutboxStore['outbox']>[1],
    limit: number,
  ): Promise<OutboxFeed> {
    const after = 'after' in part ? part.after : { seq: Number.POSITIVE_INFINITY, key: 0 }
    const own = [...this.#rows.values()]
      .filter(({ row }) => row.seq > after.seq || (row.seq === after.seq && row.key > after.key))
      .filter(
        ({ row }) => !('spaces' in part) || part.spaces === undefined || part.spaces.includes(row.space),
      )
      .sort((a, b) => a.row.seq - b.row.seq || a.row.key - b.row.key)
      .slice(0, limit)
    const vectors = new Float32Array(own.length * DIMENSIONS)
    for (const [i, { vector }] of own.entries()) vectors.set(vector, i * DIMENSIONS)
    const last = own.at(-1)?.row
    const cursor = last ? { seq: last.seq, key: last.key } : after
    return {
      ...{ rows: own.map(({ row }) => row), vectors, waiting: new Uint32Array(), cursor },
      ...{ stamp: String(cursor.seq), complete: own.length < limit },
    }
  }

  outboxMark = async (): Promise<OutboxMark | null> => this.#mark
  keepOutboxMark = async (_target: string, { cursor, stamp }: OutboxMark): Promise<void> => {
    this.#mark = { cursor, stamp }
  }
  dropOutboxWaiting = async (): Promise<void> => {}
  outboxDepth = async () => ({ count: 0, oldest: null })
  isOutboxMark = async ({ cursor, stamp }: OutboxMark): Promise<boolean> => stamp === String(cursor.seq)
  holdOutbox = async (): Promise<boolean> => true
  outboxSpaces = async () =>
    [...this.#spaces].map(([space, namespace]) => ({ space, namespace, living: this.#rows.size, madeAt: 1 }))

  outboxIds = async (_embedder: string, space: number, after: string, limit: number) =>
    [...this.#rows.values()]
      .filter(({ row }) => row.space === space && row.isThere && row.id > after)
      .map(({ row: { key, id, seq } }) => ({ key, id, seq }))
      .sort((a, b) => (a.id < b.id ? -1 : 1))
      .slice(0, limit)
}
