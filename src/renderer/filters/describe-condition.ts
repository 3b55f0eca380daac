import { formatDate, formatDateTime } from '../ui/format-time.ts'
import type { Condition } from './filter-set.ts'
import { scalarsText, scalarText } from './scalar-text.ts'

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
  if (low !== undefined && high !== undefined) return `${low} to ${high}`
  return low === undefined ? `up to ${high ?? '…'}` : `from ${low}`
}

const bounds = (
  low: number | undefined,
  high: number | undefined,
  write: (value: number) => string,
): string => range(low === undefined ? undefined : write(low), high === undefined ? undefined : write(high))

const words = ({ leaf }: Condition): ChipText => {
  switch (leaf.is) {
    case 'type':
      return { label: 'type', value: leaf.value }
    case 'pinned':
      return { label: 'pin', value: leaf.value ? 'pinned' : 'not pinned' }
    case 'tag':
      return { label: 'tag', value: leaf.value }
    case 'equals':
      return { label: leaf.field, value: `= ${scalarText(leaf.value)}` }
    case 'in':
      return { label: leaf.field, value: `in ${scalarsText(leaf.values)}` }
    case 'exists':
      return { label: leaf.field, value: 'exists' }
    case 'contains':
      return { label: leaf.field, value: `contains ${scalarText(leaf.value)}` }
    case 'compare':
      return { label: leaf.field, value: `${leaf.op} ${scalarText(leaf.value)}` }
    case 'importance':
      return { label: 'importance', value: bounds(leaf.min, leaf.max, String) }
    case 'time':
      return { label: leaf.of === 'timestamp' ? 'time' : leaf.of, value: bounds(leaf.from, leaf.to, moment) }
    case 'box':
      return { label: 'coordinate', value: `(${leaf.min.join(', ')}) to (${leaf.max.join(', ')})` }
  }
}

export const describeCondition = (condition: Condition): ChipText => {
  const { label, value } = words(condition)
  return { label: condition.not ? `not ${label}` : label, value }
}
