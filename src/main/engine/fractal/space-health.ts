import type { IndexHealth } from '#engine/ports'
import type { IndexSettings, SearchSettings } from './search-settings.ts'
import type { Space } from './space.ts'

type TreeHealth = Omit<NonNullable<IndexHealth['tree']>, 'settings'> & { readonly settings: SearchSettings }

export interface SpaceHealth {
  readonly space: number
  readonly vectors: number
  /** Null where all vectors are compared. */
  readonly tree: TreeHealth | null
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
