import type { Community, GraphView, TextColumn, ViewInput } from '#contract/graph'
import type { CompareInput, Comparison, Stretch } from '#contract/graph-moments'
import type { Memory } from '#contract/memory'
import type { MemoryKey } from './ports/change.ts'

/** The linked living memories of a namespace and the links between them, as columns. */
export interface GraphColumns {
  /** The change that the columns are of; it stays while links do. */
  readonly seq: number
  readonly keys: Uint32Array
  /** Places in `keys`. */
  readonly from: Uint32Array
  readonly to: Uint32Array
  /** Places in `typeNames`. */
  readonly type: Uint32Array
  readonly typeNames: readonly string[]
  readonly weight: Float64Array
}

/** What was computed of a graph (LNK-5); row `i` of each column is memory `keys[i]`. */
export interface GraphAnalysis {
  readonly seq: number
  readonly keys: Uint32Array
  readonly community: Uint32Array
  readonly component: Uint32Array
  readonly core: Uint32Array
  readonly pageRank: Float32Array
  readonly betweenness: Float32Array
  readonly summary: AnalysisSummary
}

export interface AnalysisSummary {
  readonly seq: number
  readonly nodes: number
  readonly links: number
  readonly components: number
  readonly modularity: number
  readonly betweennessFrom: number
  readonly communities: Community[]
}

export type AnalysisStep = 'communities' | 'components' | 'cores' | 'ranks' | 'betweenness' | 'words'

export interface AnalysisProgress {
  readonly step: AnalysisStep
  readonly done: number
  readonly total: number
}

export interface AnalysisInput {
  readonly columns: GraphColumns
  /** Titles of its memories, in the order of the keys. */
  readonly titles: TextColumn
  readonly seed: number
}

/** Long work on a graph, away from who answers. */
export interface GraphJobs {
  analyse(
    input: AnalysisInput,
    options: { readonly onProgress: (progress: AnalysisProgress) => void; readonly signal: AbortSignal },
  ): Promise<GraphAnalysis>
}

export interface StoredRemoval {
  readonly from: number[]
  readonly to: number[]
  readonly type: string
  readonly weight: number
  readonly createdAt: number
  readonly removedAt: number
}

/** The part of the store that answers about the graph as a whole. */
export interface GraphStore {
  graphColumns(namespace: string): Promise<GraphColumns>
  /** Takes an analysis to be shown in views, as long as it is not forgotten for those of other namespaces. */
  keepAnalysis(namespace: string, analysis: GraphAnalysis): Promise<void>
  /** The kept analysis, and whether it is of the links as they are; null where none is kept. */
  keptAnalysis(namespace: string): Promise<(AnalysisSummary & { readonly isCurrent: boolean }) | null>
  /** @throws AppError `memory/not-found` where nothing lives at any of the coordinates that the start names */
  graphView(query: ViewInput): Promise<GraphView>
  /** Parts between which no link leads: their sizes, the largest first, without memories that have no link. */
  componentSizes(namespace: string): Promise<Uint32Array>
  /** Titles in the order of the keys; empty where there is no such memory. */
  titles(keys: Uint32Array): Promise<TextColumn>
  /** For each pair the links on the shortest way in any direction; 0 where it takes more than `most`. */
  hops(
    namespace: string,
    pairs: { readonly a: Uint32Array; readonly b: Uint32Array; readonly most: number },
  ): Promise<Uint8Array>
  /** Links removed after a moment, newest removal first. */
  removedLinks(
    namespace: string,
    since: number,
    limit: number,
  ): Promise<{ total: number; links: StoredRemoval[] }>
  /** The journal of a namespace in stretches, oldest first. */
  moments(namespace: string, most: number): Promise<{ changes: number; stretches: Stretch[] }>
  compareMoments(query: MomentsQuery): Promise<Comparison>
  /** Living memories behind a key, in the order of keys, with their payloads. */
  memoriesAfter(namespace: string, after: MemoryKey, limit: number): Promise<KeyedMemory[]>
  /** Links behind a number, in their order, between living memories. */
  linksAfter(namespace: string, after: number, limit: number): Promise<StoredLink[]>
}

/** Given up before it begins, if its signal is aborted by then. */
export interface MomentsQuery extends CompareInput {
  readonly signal?: AbortSignal
}

export interface KeyedMemory {
  readonly key: MemoryKey
  readonly title: string
  readonly memory: Memory
}

export interface StoredLink {
  readonly number: number
  readonly from: MemoryKey
  readonly to: MemoryKey
  readonly type: string
  readonly weight: number
  readonly note: string | null
  readonly createdAt: number
}
