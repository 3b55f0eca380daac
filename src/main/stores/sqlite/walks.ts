import { kHop } from '#engine/graph/k-hop'
import { kShortestPaths } from '#engine/graph/k-shortest-paths'
import type { LiveGraph } from '#engine/graph/live-graph'
import { type GraphPath, PathScratch, PathSearch } from '#engine/graph/shortest-path'
import { wayThrough } from '#engine/graph/way'
import type { NeighbourQuery, PathQuery, StoredPath } from '#engine/ports'
import type { GraphFeed } from './graph-feed.ts'
import { livingKey } from './links.ts'
import { keyAt, namespaceRow } from './space.ts'
import type { Statements } from './statements.ts'

/** Walks along the links of a namespace. */
export class Walks {
  readonly #sql: Statements
  readonly #feed: GraphFeed
  readonly #scratch = new PathScratch()

  constructor(sql: Statements, feed: GraphFeed) {
    this.#sql = sql
    this.#feed = feed
  }

  neighbours(query: NeighbourQuery): { total: number; keys: Uint32Array; hops: Uint32Array } {
    const key = livingKey(this.#sql, query.namespace, query.coordinate)
    const graph = this.#graphOf(query.namespace)
    const node = graph.nodeOf(key)
    const reached = node === undefined ? [] : kHop(graph, wayThrough(graph, query), node, query.depth)
    const shown = reached.slice(0, query.limit)
    return {
      total: reached.length,
      keys: Uint32Array.from(shown, ({ node: other }) => graph.keyOf(other)),
      hops: Uint32Array.from(shown, ({ hops }) => hops),
    }
  }

  paths(query: PathQuery): StoredPath[] {
    const [fromKey, toKey] = [query.from, query.to].map((at) => livingKey(this.#sql, query.namespace, at))
    const without = this.#keysAt(query.namespace, query.without)
    if (without.has(fromKey as number) || without.has(toKey as number)) return []
    // Also where it has no link, and so is no node.
    if (fromKey === toKey) return [{ cost: 0, keys: [fromKey as number], links: [] }]
    const graph = this.#graphOf(query.namespace)
    const [from, to] = [graph.nodeOf(fromKey as number), graph.nodeOf(toKey as number)]
    if (from === undefined || to === undefined) return []
    const closed = [...without].map((key) => graph.nodeOf(key)).filter((node) => node !== undefined)
    const way = wayThrough(graph, { ...query, without: closed })
    const search = new PathSearch(graph, { way, cost: query.by, scratch: this.#scratch })
    return kShortestPaths(search, way, { from, to, k: query.k }).map((path) => this.#stored(graph, path))
  }

  #graphOf(namespace: string): LiveGraph {
    return this.#feed.of(namespaceRow(this.#sql, namespace).id)
  }

  #keysAt(namespace: string, coordinates: PathQuery['without']): Set<number> {
    const { id } = namespaceRow(this.#sql, namespace)
    return new Set(coordinates.map((at) => keyAt(this.#sql, id, at)).filter((key) => key !== null))
  }

  #stored(graph: LiveGraph, { nodes, links, cost }: GraphPath): StoredPath {
    const { from, to, type, weight, key } = graph.links
    const names = graph.typeNames
    return {
      cost,
      keys: nodes.map((node) => graph.keyOf(node)),
      links: links.map((link) => ({
        from: graph.keyOf(from[link] as number),
        to: graph.keyOf(to[link] as number),
        type: names[type[link] as number] as string,
        weight: weight[link] as number,
        note: this.#noteOf(key[link] as number),
      })),
    }
  }

  #noteOf(link: number): string | null {
    return this.#sql.one<{ note: string | null }>('SELECT note FROM links WHERE key = ?', link)?.note ?? null
  }
}
