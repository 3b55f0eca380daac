/** How nodes find their places. */
export type LayoutKind = 'force' | 'circle' | 'tree'

export interface ForceSettings {
  /** How far nodes push one another away. */
  readonly spread: number
  /** How strongly all are drawn to the middle. */
  readonly gravity: number
  /** Whether heavy links pull more. */
  readonly weighted: boolean
  /** Parts draw together more closely (Noack's LinLog). */
  readonly clusters: boolean
}

export const DEFAULT_FORCE: ForceSettings = { spread: 1, gravity: 1, weighted: true, clusters: false }

/** To the worker. Matrices are ForceAtlas2's own: ten numbers a node, three a link. */
export type LayoutRequest =
  | {
      readonly kind: 'start'
      readonly nodes: Float32Array
      readonly links: Float32Array
      readonly settings: ForceSettings
      /** Milliseconds after which it ends, however much still moves. */
      readonly budget: number
    }
  | { readonly kind: 'taken' }

/** From the worker: x and y of each node, and whether they have come to rest. */
export interface LayoutReply {
  readonly places: Float32Array
  readonly isSettled: boolean
}

/** Numbers a node has in ForceAtlas2's matrix, and where some of them stand. */
export const NODE = { width: 10, x: 0, y: 1, mass: 6, convergence: 7, size: 8, fixed: 9 } as const
