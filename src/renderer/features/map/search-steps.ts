import type { MapSearch } from '#contract/map'
import { formatCount, formatPlural } from '../../ui/format-number.ts'

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
    { id: 'hits', title: 'Nearest found', detail: `the ${formatCount(hits.length)} of highest cosine` },
    {
      id: 'missed',
      title: missed === 0 ? 'Nothing missed' : `${formatCount(missed)} missed`,
      detail:
        missed === 0
          ? `comparing with all gives the same ${formatCount(truth.length)}`
          : `of the ${formatCount(truth.length)} that comparing with all gives`,
    },
  ]
  if (path === 'exact') {
    return [
      {
        id: 'lists',
        title: `${formatCount(compared)} compared`,
        detail: 'all of them, one by one: there are no lists',
      },
      ...last,
    ]
  }
  return [
    {
      id: 'centroids',
      title: `${formatPlural(centroids, 'centroid')} scored`,
      detail: `of ${formatPlural(lists, 'list')}, by their codes`,
    },
    {
      id: 'beams',
      title: `${formatPlural(scanned.length, 'beam')} kept`,
      detail: 'the lists that lie nearest, best first',
    },
    {
      id: 'lists',
      title: `${formatPlural(scanned.length, 'list')} scanned`,
      detail: `${formatCount(compared)} codes compared`,
    },
    { id: 'kept', title: `${formatCount(kept.length)} re-ranked`, detail: 'by their exact vectors' },
    ...last,
  ]
}
