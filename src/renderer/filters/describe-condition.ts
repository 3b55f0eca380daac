import { formatDate, formatDateTime } from '../ui/format-time.ts'
import { wordsOf } from '../words/words.ts'
import type { Condition } from './filter-set.ts'
import { scalarsText, scalarText } from './scalar-text.ts'

const t = wordsOf('filters')

interface ChipText {
  readonly label: string
  readonly value: string
}

/** Midnight says nothing: the day alone is shorter. */
const moment = (seconds: number): string => {
  const text = formatDateTime(seconds)
  return text.endsWith(' 00:00:00') ? formatDate(seconds) : text
}

const range = (low: string | undefined, high: string | undefined): string => {
  if (low !== undefined && high !== undefined) return t('lowToHigh', { low, high })
  return low === undefined ? t('upToHigh', { high: high ?? '…' }) : t('fromLow', { low })
}

const bounds = (
  low: number | undefined,
  high: number | undefined,
  write: (value: number) => string,
): string => range(low === undefined ? undefined : write(low), high === undefined ? undefined : write(high))

const words = ({ leaf }: Condition): ChipText => {
  switch (leaf.is) {
    case 'type':
      return { label: t('type2'), value: leaf.value }
    case 'pinned':
      return { label: t('pin2'), value: leaf.value ? 'pinned' : t('notPinned2') }
    case 'tag':
      return { label: t('tag2'), value: leaf.value }
    case 'equals':
      return { label: leaf.field, value: `= ${scalarText(leaf.value)}` }
    case 'in':
      return { label: leaf.field, value: t('inValues', { values: scalarsText(leaf.values) }) }
    case 'exists':
      return { label: leaf.field, value: 'exists' }
    case 'contains':
      return { label: leaf.field, value: t('containsValue', { value: scalarText(leaf.value) }) }
    case 'compare':
      return { label: leaf.field, value: `${leaf.op} ${scalarText(leaf.value)}` }
    case 'importance':
      return { label: t('importance2'), value: bounds(leaf.min, leaf.max, String) }
    case 'time':
      return {
        label: leaf.of === 'timestamp' ? t('time2') : leaf.of,
        value: bounds(leaf.from, leaf.to, moment),
      }
    case 'box':
      return {
        label: t('coordinate'),
        value: t('minToMax', { min: leaf.min.join(', '), max: leaf.max.join(', ') }),
      }
  }
}

export const describeCondition = (condition: Condition): ChipText => {
  const { label, value } = words(condition)
  return { label: condition.not ? t('notLabel', { label }) : label, value }
}
