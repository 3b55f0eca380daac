import type { MapSearch } from '#contract/map'
import { formatCount } from '../../ui/format-number.ts'
import { wordsOf } from '../../words/words.ts'

const t = wordsOf('map')

export type StepId = 'centroids' | 'beams' | 'lists' | 'kept' | 'hits' | 'missed'

export interface SearchStep {
  readonly id: StepId
  readonly title: string
  readonly detail: string
}

/** What a search did, one after the other. Where all vectors are compared there are no lists to tell of. */
export const searchSteps = (search: MapSearch, lists: number): readonly SearchStep[] => {
  const { path, centroids, scanned, compared, kept, hits, truth } = search
  const found = new Set(hits)
  const missed = truth.filter((key) => !found.has(key)).length
  const last: readonly SearchStep[] = [
    {
      id: 'hits',
      title: t('nearestFound'),
      detail: t('theHighestCosine', { count: formatCount(hits.length) }),
    },
    {
      id: 'missed',
      title: missed === 0 ? t('nothingMissed') : t('countMissed', { count: formatCount(missed) }),
      detail:
        missed === 0
          ? t('givesTheSame', { count: formatCount(truth.length) })
          : t('ofThoseThatAllGives', { count: formatCount(truth.length) }),
    },
  ]
  if (path === 'exact') {
    return [
      {
        id: 'lists',
        title: t('countCompared', { count: formatCount(compared) }),
        detail: t('allOneByOne'),
      },
      ...last,
    ]
  }
  return [
    {
      id: 'centroids',
      title: t('centroidsScored', { count: centroids }),
      detail: t('ofListsByTheirCodes', { count: lists }),
    },
    {
      id: 'beams',
      title: t('beamsKept', { count: scanned.length }),
      detail: t('theListsNearest'),
    },
    {
      id: 'lists',
      title: t('listsScanned', { count: scanned.length }),
      detail: t('codesCompared', { count: formatCount(compared) }),
    },
    {
      id: 'kept',
      title: t('countReRanked', { count: formatCount(kept.length) }),
      detail: t('byTheirExactVectors'),
    },
    ...last,
  ]
}
