import type { PointView } from '../../point-view/point-view.ts'

/** What only the map on the screen can do; commands ask it. */
export interface MapHandle {
  readonly view: () => PointView | null
  readonly toggleLasso: () => void
  readonly flyToOpen: () => void
  readonly renew: () => void
}

/** Null while no map is on the screen. */
export const mapHandle: { now: MapHandle | null } = { now: null }
