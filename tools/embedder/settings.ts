/** Every number that shapes the asset. Change one and raise `release`: vectors of two releases are never compared. */
export const settings = {
  release: 1,
  seed: 20_261_122,
  /** Words that get a row because they are frequent, and that the common mean and axes are taken from. */
  frequent: 50_000,
  /** Rank beyond which not even a word of WordNet gets a row. */
  rarest: 100_000,
  /** Principal axes that all words share and that say nothing. */
  axes: 3,
  /** Semantic dimensions of a vector. */
  dimension: 256,
  /** GloVe's coordinates come down to those of the fresh dimensions, which start uniform in +-freshSpread. */
  sourceShrink: 6,
  freshSpread: 0.1,
  /** Words of a text beyond which its pair says nothing new. */
  longestText: 64,
  epochs: 3,
  batch: 128,
  temperature: 0.05,
  rate: 0.02,
} as const

export type Settings = typeof settings
