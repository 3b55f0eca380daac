import { MultiDirectedGraph } from 'graphology'

/** What is known of a memory, or of a community that stands for its memories. */
export interface NodeFacts {
  readonly kind: 'episodic' | 'semantic' | 'community'
  readonly title: string
  /** Empty for a community. */
  readonly coordinate: readonly number[]
  readonly pinned: boolean
  readonly importance: number
  readonly timestamp: number | null
  readonly createdAt: number
  readonly degreeIn: number
  readonly degreeOut: number
  /** Null where the analysis does not know yet. */
  readonly community: number | null
  readonly component: number | null
  readonly core: number | null
  readonly pageRank: number | null
  readonly betweenness: number | null
  /** How many memories a community has; 1 for a memory. */
  readonly members: number
  /** It lies in the bin, and is drawn to be compared with an earlier moment. */
  readonly isPast?: true
}

export interface LinkFacts {
  readonly type: string
  readonly weight: number
  readonly createdAt: number
  readonly hasNote: boolean
  /** `bundle`: all links between two communities. `past`: one that may be there no more, drawn to be compared. */
  readonly kind: 'link' | 'bundle' | 'past'
}

export interface GraphNode {
  readonly id: string
  readonly facts: NodeFacts
}

export interface GraphLink {
  readonly from: string
  readonly to: string
  readonly facts: LinkFacts
}

/** What a graph shows, before it has places. */
export interface GraphData {
  readonly nodes: readonly GraphNode[]
  readonly links: readonly GraphLink[]
}

/** A dot for what happened, a diamond for what is known, a bubble for a community. */
export type NodeShape = 'dot' | 'diamond' | 'bubble'

/** Sigma reads these names; `facts` is ours. */
export interface NodeAttributes {
  x: number
  y: number
  size: number
  color: string
  label: string | null
  type: NodeShape
  hidden: boolean
  forceLabel: boolean
  /** The layout leaves it where it is. */
  held: boolean
  /** A community whose memories stand around it. */
  open: boolean
  /** What has more is drawn over what has less. */
  zIndex?: number
  facts: NodeFacts
}

export interface LinkAttributes {
  size: number
  color: string
  type: LinkShape
  curvature: number
  hidden: boolean
  facts: LinkFacts
}

export type LinkShape = 'line' | 'arrow' | 'curve' | 'curvedArrow'

export type SomaGraph = MultiDirectedGraph<NodeAttributes, LinkAttributes>

export const createSomaGraph = (): SomaGraph => new MultiDirectedGraph<NodeAttributes, LinkAttributes>()

/** One text for one link: ends and type name it (LNK-1). Ids hold no such sign. */
export const linkKey = ({ from, to, facts }: GraphLink): string =>
  `${facts.kind === 'link' ? '' : `${facts.kind}:`}${from}\u001f${to}\u001f${facts.type}`
