import type { Point } from '../../graph-view/placement.ts'

/** A link that is new, or one that is there, and where on the drawing it was touched. */
export interface TouchedLink {
  readonly from: string
  readonly to: string
  /** Its key; null while it is new. */
  readonly key: string | null
  readonly at: Point
}
