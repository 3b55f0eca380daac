import type { HistoryLine } from '#contract/history'
import { formatDate } from '../../ui/format-time.ts'
import { wordsOf } from '../../words/words.ts'

const t = wordsOf('history')

export type HistoryItem =
  | { readonly kind: 'day'; readonly day: string }
  | { readonly kind: 'line'; readonly line: HistoryLine }

const DAY = 86_400

/** Changes under their local days, newest first. @param now epoch seconds */
export const groupByDay = (lines: readonly HistoryLine[], now: number): readonly HistoryItem[] => {
  const items: HistoryItem[] = []
  let day = ''
  for (const line of lines) {
    const of = formatDate(line.at)
    if (of !== day) items.push({ kind: 'day', day: dayText(of, now) })
    day = of
    items.push({ kind: 'line', line })
  }
  return items
}

const dayText = (day: string, now: number): string => {
  if (day === formatDate(now)) return t('today')
  return day === formatDate(now - DAY) ? t('yesterday') : day
}
