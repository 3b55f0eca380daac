import type { IndexSettings, SearchSettings } from './search-settings.ts'
import type { Space } from './space.ts'

export interface SpaceHealth {
  readonly space: number
  readonly vectors: number
  /** Null where all vectors are compared. */
  readonly tree: {
    readonly levels: number
    readonly lists: number
    readonly shortest: number
    readonly median: number
    readonly longest: number
    /** Vectors of each list, ascending. */
    readonly sizes: Uint32Array
    readonly waiting: number
    readonly builtRows: number
    readonly changes: number
    readonly settings: SearchSettings
    readonly isCalibrated: boolean
  } | null
}

/** What a space looks like inside. */
export const spaceHealth = (number: number, space: Space, settings: IndexSettings): SpaceHealth => {
  const { tree } = space
  const sizes = [...(tree?.leaves ?? [])].map((leaf) => tree!.countOf(leaf)).sort((a, b) => a - b)
  return {
    space: number,
    vectors: space.count,
    tree: tree && {
      levels: tree.depth,
      lists: sizes.length,
      shortest: sizes[0] ?? 0,
      median: sizes[sizes.length >> 1] ?? 0,
      longest: sizes.at(-1) ?? 0,
      sizes: Uint32Array.from(sizes),
      waiting: space.waiting.size,
      builtRows: space.builtRows,
      changes: space.changes,
      settings: space.settingsFor(settings),
      isCalibrated: space.calibration?.[settings.profile] !== undefined,
    },
  }
}
