import type { VectorTrace } from '#contract/recall'
import type { FractalIndex } from '../fractal/fractal-index.ts'
import type { ScoredKeys, VectorQuery } from '../ports.ts'

/** A search of the fractal index, told in the words of the contract. @param elapsed milliseconds of a monotone clock */
export const searchTraced = (
  index: FractalIndex,
  query: VectorQuery,
  elapsed: () => number,
): ScoredKeys & { readonly trace: VectorTrace } => {
  const { keys, scores, trace } = index.searchTraced(query, elapsed)
  const { path, settings, levels, compared, stages } = trace
  return {
    keys,
    scores,
    trace: {
      path,
      effort: settings && { beamWidth: settings.beam, maxCandidates: settings.candidates },
      levels: levels.map(({ kind, listsScanned, scored, kept }) => ({ kind, listsScanned, scored, kept })),
      compared,
      stages: [...stages],
    },
  }
}
