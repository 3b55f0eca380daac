import type { Filter } from '#contract/filter'
import { wordsOf } from '../words/words.ts'
import { describeCondition } from './describe-condition.ts'

const t = wordsOf('filters')

const joined = (filters: readonly Filter[], word: string): string =>
  filters
    .map((part) =>
      part.is === 'and' || part.is === 'or' ? `(${describeFilter(part)})` : describeFilter(part),
    )
    .join(` ${word} `)

/** A whole filter in one line, nested ones too: `type semantic and (tag a or tag b)`. */
export const describeFilter = (filter: Filter): string => {
  if (filter.is === 'and') return joined(filter.all, 'and')
  if (filter.is === 'or') return joined(filter.any, 'or')
  if (filter.is === 'not') return t('notValue', { value: joined([filter.filter], '') })
  const { label, value } = describeCondition({ leaf: filter, not: false })
  return `${label} ${value}`
}
