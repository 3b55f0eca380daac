import type { LinkRow } from '#engine/graph/link-table'
import { LiveGraph } from '#engine/graph/live-graph'
import { hasLinkChanges } from './links.ts'
import { lastSeq } from './space.ts'
import type { Statements } from './statements.ts'

/** The graph of 100,000 links takes some megabytes: those of the namespaces used last are kept. */
const KEPT_GRAPHS = 4
/** Where more than this share of the links changed, reading all is no dearer than following. */
const MUCH = 0.2

interface Kept {
  readonly seq: number
  readonly graph: LiveGraph
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
    const seq = lastSeq(this.#sql)
    const known = this.#graphs.get(space)
    const graph = known === undefined ? this.#read(space) : this.#followed(space, known, seq)
    this.#graphs.delete(space)
    this.#graphs.set(space, { seq, graph })
    const [oldest] = this.#graphs.keys()
    if (this.#graphs.size > KEPT_GRAPHS && oldest !== undefined) this.#graphs.delete(oldest)
    return graph
  }

  #read(space: number): LiveGraph {
    const links = this.#sql.all<LinkRow>(`${LINK} WHERE namespace_id = ?`, space)
    const hidden = this.#sql
      .get('SELECT key FROM memories WHERE namespace_id = ? AND deleted_at IS NOT NULL')
      .pluck()
      .all(space) as number[]
    return new LiveGraph(links, hidden)
  }

  #followed(space: number, { seq: from, graph }: Kept, to: number): LiveGraph {
    if (from === to) return graph
    if (from > to || !hasLinkChanges(this.#sql)) return this.#read(space)
    const touched = this.#sql
      .get('SELECT DISTINCT link_key FROM link_changes WHERE namespace_id = ? AND seq > ?')
      .pluck()
      .all(space, from) as number[]
    if (touched.length > MUCH * graph.linkCount) return this.#read(space)
    const memories = this.#sql
      .all<{ key: number; isHidden: 0 | 1 }>(
        'SELECT key, deleted_at IS NOT NULL AS isHidden FROM memories WHERE seq > ? AND namespace_id = ?',
        from,
        space,
      )
      .filter(({ key, isHidden }) => isHidden === 1 || graph.nodeOf(key) !== undefined)
      .map(({ key, isHidden }) => ({ key, isHidden: isHidden === 1 }))
    if (touched.length + memories.length === 0) return graph
    const links = touched
      .map((key) => this.#sql.one<LinkRow>(`${LINK} WHERE key = ?`, key))
      .filter((row) => row !== undefined)
    graph.apply({ touched: new Set(touched), links, memories })
    return graph
  }
}
