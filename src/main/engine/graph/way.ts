import type { LiveGraph } from './live-graph.ts'

export interface WayOptions {
  /** Against which direction links may be walked: only along, only against, or both. */
  readonly direction: 'out' | 'in' | 'both'
  /** Only links of these types; all if left out. */
  readonly types?: readonly string[] | undefined
  readonly withoutTypes?: readonly string[] | undefined
  /** Nodes that may not be passed. */
  readonly without?: readonly number[] | undefined
}

/** What of a graph may be walked, as tables that a loop can look up. */
export interface Way {
  readonly direction: 'out' | 'in' | 'both'
  /** By node, 1 where nobody passes. */
  readonly closed: Uint8Array
  /** By type, 1 where its links are walked. */
  readonly open: Uint8Array
}

export const wayThrough = (graph: LiveGraph, options: WayOptions): Way => {
  const closed = graph.hidden.slice()
  for (const node of options.without ?? []) closed[node] = 1
  const wanted = options.types && new Set(options.types)
  const refused = new Set(options.withoutTypes)
  const open = Uint8Array.from(graph.typeNames, (type) =>
    (wanted === undefined || wanted.has(type)) && !refused.has(type) ? 1 : 0,
  )
  return { direction: options.direction, closed, open }
}
