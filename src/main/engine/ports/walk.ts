import type { MemoryKey } from './change.ts'

/** Links as columns, one row a link. */
export interface LinkColumns {
  readonly from: Uint32Array
  readonly to: Uint32Array
  readonly weight: Float64Array
}

/** Which links may be walked, and over what. */
export interface WalkQuery {
  readonly namespace: string
  /** Along links, against them, or both. */
  readonly direction: 'out' | 'in' | 'both'
  /** Only links of these types; all if left out. */
  readonly types?: readonly string[] | undefined
}

export interface NeighbourQuery extends WalkQuery {
  readonly coordinate: readonly number[]
  /** Hops at most. */
  readonly depth: number
  readonly limit: number
}

export interface PathQuery extends WalkQuery {
  readonly from: readonly number[]
  readonly to: readonly number[]
  /** What is made small: the number of links, or the sum of 1 / weight over them. */
  readonly by: 'hops' | 'weight'
  readonly withoutTypes: readonly string[]
  /** Memories that may not be passed. */
  readonly without: readonly (readonly number[])[]
  /** How many paths. */
  readonly k: number
}

export interface StoredPath {
  readonly cost: number
  /** Memories from start to end. */
  readonly keys: readonly MemoryKey[]
  /** The link that is walked between each two, in its own direction. */
  readonly links: readonly {
    readonly from: MemoryKey
    readonly to: MemoryKey
    readonly type: string
    readonly weight: number
    readonly note: string | null
  }[]
}
