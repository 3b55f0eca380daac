import { KeptAnalysis } from '#engine/graph/kept-analysis'
import type { LinkRow } from '#engine/graph/link-table'
import { type GraphChange, LiveGraph } from '#engine/graph/live-graph'
import type { GraphAnalysis } from '#engine/graph-ports'
import { hasLinkChanges } from './links.ts'
import { lastSeq } from './space.ts'
import type { Statements } from './statements.ts'

/** The graph of 100,000 links takes some megabytes: those of the namespaces used last are kept. */
const KEPT_GRAPHS = 4
/** Where more than this share of the links changed, reading all is no dearer than following. */
const MUCH = 0.2

interface Kept {
  /** The change up to which it was followed. */
  readonly seq: number
  /** The change after which links, or who is hidden, are as they are; what was computed of them holds as long. */
  readonly changedAt: number
  readonly graph: LiveGraph
  analysis: KeptAnalysis | null
}

const LINK = `SELECT key, from_key AS "from", to_key AS "to", type, weight, created_at AS createdAt,
  note IS NOT NULL AS hasNote FROM links`

/** Graphs of namespaces in memory, read at first use and from then on kept in step with the database (MEM-13). */
export class GraphFeed {
  readonly #sql: Statements
  readonly #graphs = new Map<number, Kept>()

  constructor(sql: Statements) {
    this.#sql = sql
  }

  /** The graph as of the last change; call it inside a transaction that also reads what it is asked for. */
  of(space: number): LiveGraph {
    return this.standing(space).graph
  }

  /** The same with what is known of it. */
  standing(space: number): Readonly<Kept> {
    const seq = lastSeq(this.#sql)
    const known = this.#graphs.get(space)
    const kept = known === undefined ? this.#anew(space, seq, null) : this.#followed(space, known, seq)
    this.#graphs.delete(space)
    this.#graphs.set(space, kept)
    const [oldest] = this.#graphs.keys()
    if (this.#graphs.size > KEPT_GRAPHS && oldest !== undefined) this.#graphs.delete(oldest)
    return kept
  }

  keep(space: number, analysis: GraphAnalysis): void {
    this.standing(space)
    const kept = this.#graphs.get(space)
    if (kept !== undefined) kept.analysis = new KeptAnalysis(analysis)
  }

  #anew(space: number, seq: number, analysis: KeptAnalysis | null): Kept {
    return { seq, changedAt: seq, graph: this.#read(space), analysis }
  }

  #read(space: number): LiveGraph {
    const links = this.#sql.all<LinkRow>(`${LINK} WHERE namespace_id = ?`, space)
    const hidden = this.#sql
      .get('SELECT key FROM memories WHERE namespace_id = ? AND deleted_at IS NOT NULL')
      .pluck()
      .all(space) as number[]
    return new LiveGraph(links, hidden)
  }

  #followed(space: number, kept: Kept, to: number): Kept {
    const { seq: from, graph, analysis } = kept
    if (from === to) return kept
    if (from > to || !hasLinkChanges(this.#sql)) return this.#anew(space, to, analysis)
    const touched = this.#sql
      .get('SELECT DISTINCT link_key FROM link_changes WHERE namespace_id = ? AND seq > ?')
      .pluck()
      .all(space, from) as number[]
    if (touched.length > MUCH * graph.linkCount) return this.#anew(space, to, analysis)
    const memories = this.#hiddenSince(space, from, graph)
    if (touched.length + memories.length === 0) return { ...kept, seq: to }
    const links = touched
      .map((key) => this.#sql.one<LinkRow>(`${LINK} WHERE key = ?`, key))
      .filter((row) => row !== undefined)
    graph.apply({ touched: new Set(touched), links, memories })
    return { seq: to, changedAt: to, graph, analysis }
  }

  /** Memories of the graph that went into the bin or came back. */
  #hiddenSince(space: number, from: number, graph: LiveGraph): GraphChange['memories'] {
    return this.#sql
      .all<{ key: number; isHidden: 0 | 1 }>(
        'SELECT key, deleted_at IS NOT NULL AS isHidden FROM memories WHERE seq > ? AND namespace_id = ?',
        from,
        space,
      )
      .filter(({ key, isHidden }) => graph.isHidden(key) !== (isHidden === 1))
      .map(({ key, isHidden }) => ({ key, isHidden: isHidden === 1 }))
  }
}
