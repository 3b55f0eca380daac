import { AppError } from '#contract/errors'
import type { GraphView, ViewInput } from '#contract/graph'
import { components } from '#engine/graph/analysis/components'
import { neighbourLists } from '#engine/graph/analysis/neighbour-lists'
import { graphColumns } from '#engine/graph/graph-columns'
import { kHop } from '#engine/graph/k-hop'
import { overviewOf } from '#engine/graph/overview'
import { viewGraph } from '#engine/graph/view-graph'
import { wayThrough } from '#engine/graph/way'
import type { AnalysisSummary, GraphAnalysis, GraphColumns } from '#engine/graph-ports'
import type { GraphFeed } from './graph-feed.ts'
import { drawnRows } from './graph-queries.ts'
import { keyAt, namespaceRow } from './space.ts'
import type { Statements } from './statements.ts'

/** Questions about the graph of a namespace as a whole. */
export class Graphs {
  readonly #sql: Statements
  readonly #feed: GraphFeed

  constructor(sql: Statements, feed: GraphFeed) {
    this.#sql = sql
    this.#feed = feed
  }

  columns(namespace: string): GraphColumns {
    const { graph, changedAt } = this.#feed.standing(this.#space(namespace))
    return graphColumns(graph, changedAt)
  }

  keep(namespace: string, analysis: GraphAnalysis): void {
    this.#feed.keep(this.#space(namespace), analysis)
  }

  kept(namespace: string): (AnalysisSummary & { isCurrent: boolean }) | null {
    const { analysis, changedAt } = this.#feed.standing(this.#space(namespace))
    if (analysis === null) return null
    const { summary } = analysis.analysis
    return { ...summary, isCurrent: summary.seq === changedAt }
  }

  view({ namespace, start, limit }: ViewInput): GraphView {
    const space = this.#space(namespace)
    const { graph, seq, analysis } = this.#feed.standing(space)
    const analysedAt = analysis?.analysis.seq ?? null
    if (start.kind === 'overview') return { seq, analysedAt, ...overviewOf(graph, analysis, limit) }
    const keysOf = { at: this.#living(namespace, space), all: () => this.#all(space) }
    const { keys, nodes, ...rest } = viewGraph(graph, analysis, { start, limit, keysOf })
    const all = analysis?.analysis.summary.communities ?? []
    const present = new Set(nodes.community)
    return {
      seq,
      analysedAt,
      nodes: { ...nodes, ...drawnRows(this.#sql, keys) },
      ...rest,
      communities: all.filter(({ community }) => present.has(community)),
    }
  }

  componentSizes(namespace: string): Uint32Array {
    return Uint32Array.from(components(neighbourLists(this.columns(namespace))).sizes)
  }

  hops(
    namespace: string,
    { a, b, most }: { readonly a: Uint32Array; readonly b: Uint32Array; readonly most: number },
  ): Uint8Array {
    const graph = this.#feed.of(this.#space(namespace))
    const way = wayThrough(graph, { direction: 'both' })
    const hops = new Uint8Array(a.length)
    let [from, reached] = [-1, new Map<number, number>()]
    for (let i = 0; i < a.length; i++) {
      if (a[i] !== from) {
        from = a[i] as number
        const node = graph.nodeOf(from)
        const found = node === undefined ? [] : kHop(graph, way, node, most)
        reached = new Map(found.map((one) => [graph.keyOf(one.node), one.hops]))
      }
      hops[i] = reached.get(b[i] as number) ?? 0
    }
    return hops
  }

  #space(namespace: string): number {
    return namespaceRow(this.#sql, namespace).id
  }

  #all(space: number): number[] {
    return this.#sql
      .get('SELECT key FROM memories WHERE namespace_id = ? AND deleted_at IS NULL')
      .pluck()
      .all(space) as number[]
  }

  /** A selection may be older than the namespace: what is gone is left out, unless nothing remains. */
  #living(namespace: string, space: number) {
    return (coordinates: readonly (readonly number[])[]): number[] => {
      const keys = new Set(coordinates.map((at) => keyAt(this.#sql, space, at)).filter((key) => key !== null))
      const living = [...keys].filter(
        (key) =>
          this.#sql.one('SELECT 1 FROM memories WHERE key = ? AND deleted_at IS NULL', key) !== undefined,
      )
      if (living.length > 0) return living
      throw new AppError('memory/not-found', { namespace, coordinate: [...(coordinates[0] ?? [])] })
    }
  }
}
