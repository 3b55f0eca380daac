import type { SavedQuery } from '#contract/saved-queries'
import { fromFilter, toFilter } from '../../filters/filter-set.ts'
import { formatCount } from '../../ui/format-number.ts'
import { wordsOf } from '../../words/words.ts'
import type { RecallDraft } from './recall-store.ts'

const t = wordsOf('recall')

type SavedPart = Pick<RecallDraft, 'query' | 'filter' | 'k' | 'weights'>

/** What a saved query sets; null for one whose filter chips cannot show, which must not be asked without it. */
export const draftOfSaved = ({ query, filter, k, weights }: SavedQuery): SavedPart | null => {
  const set = fromFilter(filter)
  return set && { query, filter: set, k, weights: weights ?? null }
}

export const saveInput = (namespace: string, name: string, { query, filter, k, weights }: SavedPart) => {
  const condition = toFilter(filter)
  return {
    namespace,
    name,
    query: query.trim(),
    k,
    ...(condition && { filter: condition }),
    ...(weights && { weights }),
  }
}

/** What a saved query sets beside its words: `2 filters, top 50`. */
export const savedDetail = ({ filter, k, weights }: SavedQuery): string => {
  const conditions = filter ? (fromFilter(filter)?.conditions.length ?? 1) : 0
  return [
    ...(conditions > 0 ? [t('countFilters', { count: conditions })] : []),
    ...(weights ? ['weights'] : []),
    t('topK', { k: formatCount(k) }),
  ].join(', ')
}
