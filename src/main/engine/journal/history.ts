import type { ChangeDetail, HistoryLine, Obstacle } from '#contract/history'
import type { MemoryState, MemoryStore } from '../ports.ts'
import type { EmbedderUndo } from './journal.ts'
import type { ChangeParts, HistoryQuery, HistoryScope } from './journal-ports.ts'
import { isOfEmbedder, obstacleTo } from './obstacle.ts'

export interface HistoryParts {
  readonly store: MemoryStore
  readonly embedders: Pick<EmbedderUndo, 'obstacleTo'>
}

/** The journal as people read it: what each change did, and what became of it. */
export class History {
  readonly #parts: HistoryParts

  constructor(parts: HistoryParts) {
    this.#parts = parts
  }

  list(query: HistoryQuery): Promise<{ lines: HistoryLine[]; present: number | null }> {
    return this.#parts.store.history(query)
  }

  authors(scope: HistoryScope): Promise<string[]> {
    return this.#parts.store.historyAuthors(scope)
  }

  next(
    scope: HistoryScope & { readonly author?: string | undefined },
  ): Promise<{ undo: HistoryLine | null; redo: HistoryLine | null }> {
    return this.#parts.store.nextChanges(scope)
  }

  /** Null where there is no such change. @param limit of memories, of links, and of others that are shown */
  async detail(seq: number, limit: number): Promise<ChangeDetail | null> {
    const parts = await this.#parts.store.changeParts(seq, limit)
    if (parts === null) return null
    const titles = await this.#titles(parts)
    const end = (coordinate: readonly number[]) => ({
      coordinate: [...coordinate],
      title: titles.get(coordinate.join()) ?? '',
    })
    return {
      line: parts.line,
      memories: await Promise.all(
        parts.memories.map(async ({ coordinate, before, after }) => ({
          ...end(coordinate),
          before: await this.#state(parts.namespace, coordinate, before),
          after: await this.#state(parts.namespace, coordinate, after),
        })),
      ),
      links: parts.links.map(({ from, to, type, before, after }) => ({
        from: end(from),
        to: end(to),
        type,
        before: before && { weight: before.weight, note: before.note },
        after: after && { weight: after.weight, note: after.note },
      })),
      others: parts.others.map((one) => ({ ...one })),
      obstacle: await this.#obstacle(parts),
      inTheWayOf: [...parts.inTheWayOf],
    }
  }

  async #titles({ namespace, memories, links }: ChangeParts): Promise<Map<string, string>> {
    const places = [
      ...memories.map(({ coordinate }) => coordinate),
      ...links.flatMap(({ from, to }) => [from, to]),
    ]
    if (namespace === '' || places.length === 0) return new Map()
    const rows = await this.#parts.store.rowsAt(namespace, places)
    return new Map(rows.flatMap((row) => (row === null ? [] : [[row.coordinate.join(), row.title]])))
  }

  async #state(namespace: string, coordinate: readonly number[], version: number | null) {
    const state = version === null ? null : await this.#parts.store.version(namespace, coordinate, version)
    return state && version !== null ? { version, ...shown(state) } : null
  }

  /** Of a change that is undone, what stands in the way of redoing it. */
  async #obstacle({ line }: ChangeParts): Promise<Obstacle | null> {
    const wanted = line.state === 'undone' ? (line.settledBy?.seq ?? line.seq) : line.seq
    const { change, namespace, steps, links, artefacts } = await this.#parts.store.undoPlan(wanted)
    if (change === null) return null
    const all = [...steps, ...links, ...artefacts]
    const blocked = all.find(({ lastSeq }) => lastSeq !== change.seq) ?? null
    const sketch = { change, namespace, count: all.length, blocked }
    if (!isOfEmbedder(sketch)) return obstacleTo(sketch)
    const reason = await this.#parts.embedders.obstacleTo(change.seq)
    return reason === null ? null : { reason, change: change.seq, by: null }
  }
}

const shown = ({ payload, type, importance, timestamp, pinned, deletedAt }: MemoryState) => ({
  payload,
  type,
  importance,
  timestamp,
  pinned,
  deleted: deletedAt !== null,
})
