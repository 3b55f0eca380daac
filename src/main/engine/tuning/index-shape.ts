import type { IndexShape } from '#contract/tuning'
import { exactBelow } from '../fractal/plan.ts'
import type { IndexHealth } from '../ports.ts'

/** Columns of the picture of list sizes. */
const BINS = 24

/** The index in the words of the contract. */
export const indexShape = ({ tree, ...health }: IndexHealth): IndexShape => {
  const { vectors, profile, bytes, isBuilding } = health
  const about = { vectors, exactBelow, profile, bytes, isBuilding }
  if (tree === null || health.isExact) {
    return { ...about, exact: reasonOf(health), effort: null, isCalibrated: true, lists: null }
  }
  const { levels, lists, shortest, median, longest, sizes, waiting, builtRows, changes, settings } = tree
  return {
    ...about,
    exact: null,
    effort: { beamWidth: Math.min(settings.beam, lists), maxCandidates: settings.candidates },
    isCalibrated: tree.isCalibrated,
    lists: {
      count: lists,
      ...{ levels, shortest, median, longest, waiting, changes },
      builtVectors: builtRows,
      histogram: histogramOf(sizes, longest),
    },
  }
}

const reasonOf = ({ isExact, vectors }: Pick<IndexHealth, 'isExact' | 'vectors'>): IndexShape['exact'] => {
  if (isExact) return 'setting'
  return vectors < exactBelow ? 'few' : 'building'
}

const histogramOf = (sizes: Uint32Array, longest: number): NonNullable<IndexShape['lists']>['histogram'] => {
  const width = Math.max(1, Math.ceil((longest + 1) / BINS))
  const bins = Array.from({ length: Math.ceil((longest + 1) / width) }, (_, i) => ({
    from: i * width,
    to: (i + 1) * width - 1,
    lists: 0,
  }))
  for (const size of sizes) {
    const bin = bins[Math.floor(size / width)]
    if (bin) bin.lists += 1
  }
  return bins
}
