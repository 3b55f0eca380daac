import type { GraphPalette } from './palette.ts'

/** What became of something between two moments. */
export type Difference = 'added' | 'removed' | 'changed'

/** What is other at a later moment than at an earlier one: ids of nodes, keys of links. */
export interface Marks {
  readonly nodes: ReadonlyMap<string, Difference>
  readonly links: ReadonlyMap<string, Difference>
}

export interface MarkLook {
  readonly color: string
  /** Pixels of dash and gap; empty is solid. */
  readonly dash: readonly number[]
  readonly width: number
  readonly sign: string
}

/** Green, vermilion, blue, and by dash and sign where colours fail. */
const LOOKS = {
  added: { place: 2, dash: [], width: 2.5, sign: '+' },
  removed: { place: 5, dash: [7, 4], width: 2.5, sign: '\u2212' },
  changed: { place: 0, dash: [2, 3], width: 3, sign: '~' },
} as const

/** Many links are drawn thinner: else they would be one heap. */
const [FEW, THINNEST] = [60, 0.45]

/** @param count of the links that are drawn so */
export const markLook = (is: Difference, { categories, other }: GraphPalette, count = 0): MarkLook => {
  const { place, width, ...look } = LOOKS[is]
  const share = Math.max(THINNEST, Math.min(1, Math.sqrt(FEW / Math.max(1, count))))
  return { ...look, width: width * share, color: categories[place] ?? other }
}
