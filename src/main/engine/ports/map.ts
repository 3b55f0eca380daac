import type { TextColumn } from '#contract/graph'
import type { MapMethod } from '#contract/map'

export interface MapOrder {
  readonly method: MapMethod
  /** Whether the plane too is to say how lonely each is. */
  readonly outliers: boolean
  readonly seed: number
  /** Points at most, and those that UMAP lays out itself; what the engine takes if left out. */
  readonly most?: number
  readonly mostLaidOut?: number
}

export type MapStage = 'plane' | 'topics' | 'neighbours' | 'layout' | 'place' | 'lonely'

export interface MapStep {
  readonly stage: MapStage
  readonly done: number
  readonly total: number
  /** Null until it is over. */
  readonly drawing: MapDrawing | null
}

/** Where vectors lie on a map. Row `i` of each column is memory `keys[i]`. */
export interface MapDrawing {
  /** Ascending. */
  readonly keys: Uint32Array
  /** x, y by turns. */
  readonly xy: Float32Array
  /** Region times eight, plus part of the region. */
  readonly topics: Uint8Array
  /** 1 where the method placed it itself, 0 where it came beside its neighbours. */
  readonly laidOut: Uint8Array
  /** Robust z-scores of the distance to the nearest; null where they were not asked for. */
  readonly outliers: Float32Array | null
  /** Mean and both axes of the plane, one behind the other. */
  readonly plane: Float32Array
  /** Share of the variance that lies in the plane. */
  readonly explained: number
  /** Vectors of the namespace, of which the map has all or a sample. */
  readonly of: number
}

export interface KeptMap extends MapDrawing {
  /** Epoch seconds. */
  readonly madeAt: number
}

/** What a map shows of living memories. Row `i` of each column is memory `keys[i]`. */
export interface MapRows {
  readonly keys: Uint32Array
  readonly ids: TextColumn
  readonly titles: TextColumn
  readonly coordinates: Float64Array
  readonly arity: Uint8Array
  readonly type: Uint8Array
  readonly pinned: Uint8Array
  readonly importance: Float32Array
  readonly timestamp: Float64Array
  readonly createdAt: Float64Array
}

/** The part of the primary store that keeps maps. They are derived, not journaled, and the oldest are forgotten. */
export interface MapStore {
  keptMap(namespace: string, embedder: string, method: MapMethod): Promise<KeptMap | null>
  /** In the place of the one that was kept for the same. */
  keepMap(namespace: string, about: { embedder: string; method: MapMethod }, map: KeptMap): Promise<void>
  /** Those of the keys that live in the namespace, in their order. */
  mapRows(namespace: string, keys: Uint32Array): Promise<MapRows>
}
