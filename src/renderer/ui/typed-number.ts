import { currentLocale, type Locale } from '../words/locale.ts'
import { localNumbers } from './local-numbers.ts'

const grouped = localNumbers({ maximumFractionDigits: 10 })
const plain = localNumbers({ maximumFractionDigits: 10, useGrouping: false })

/** What is smaller than ten places tell is written with its power of ten, which no language groups. */
const LEAST = 1e-9

const written = (value: number, write: (value: number) => string): string =>
  value !== 0 && Math.abs(value) < LEAST ? value.toString() : write(value)

/** A number in a field, as beside it: `100,000`, in German `100.000`. */
export const formatTyped = (value: number): string => written(value, grouped)

/** The same while somebody types: where a digit comes or goes, what stood between thousands would say something else. */
export const formatTyping = (value: number): string => written(value, plain)

/** What stands between thousands, and before the decimals. */
const SIGNS: Readonly<Record<Locale, readonly [group: string, point: string]>> = {
  en: [',', '.'],
  de: ['.', ','],
  'zh-CN': [',', '.'],
}

/**
 * The number that was typed, NaN where it is none. Groups have three digits each, so that a decimal comma typed in English
 * is no thousand; where a point can be no group in German, it is what it is in programs.
 */
export const parseTyped = (text: string): number => {
  const [group, point] = SIGNS[currentLocale()]
  const typed = text.trim().replace('\u2212', '-')
  if (typed === '') return Number.NaN
  const [whole = '', ...decimals] = typed.split(point)
  const isGrouped = new RegExp(`^[+-]?[1-9]\\d{0,2}(\\${group}\\d{3})+$`).test(whole)
  if (isGrouped) return Number([whole.replaceAll(group, ''), ...decimals].join('.'))
  return Number(typed.includes(group) ? typed : [whole, ...decimals].join('.'))
}
