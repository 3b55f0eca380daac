import type { Setting, SettingValue } from '#contract/settings'
import { formatTyping, parseTyped } from '../../ui/typed-number.ts'

type Typed = Pick<Setting, 'type' | 'auto'>

const isTextList = (value: SettingValue): value is string[] =>
  Array.isArray(value) && value.every((item) => typeof item === 'string' && !item.includes(','))

/**
 * A value as it is typed: a number as the language writes it, without groups as it may be a port; names with commas between;
 * else JSON, whose numbers have a point in every language. Nothing where nothing is set.
 */
export const textOf = (value: SettingValue): string => {
  if (value === null) return ''
  if (typeof value === 'string') return value
  if (typeof value === 'number') return formatTyping(value)
  return isTextList(value) ? value.join(', ') : JSON.stringify(value)
}

/** What was typed as a value; what is none of its type stays a text, and the engine says what would be right. */
export const typedValue = (text: string, { type, auto }: Typed): SettingValue => {
  const trimmed = text.trim()
  if (type === 'text' || type === 'choice') return trimmed
  if (auto && trimmed === 'auto') return trimmed
  if (type === 'list' && !trimmed.startsWith('[')) {
    return trimmed
      .split(',')
      .map((item) => item.trim())
      .filter((item) => item !== '')
  }
  if (type === 'integer' || type === 'number') {
    const number = parseTyped(trimmed)
    return Number.isFinite(number) ? number : trimmed
  }
  try {
    return JSON.parse(trimmed) as SettingValue
  } catch {
    return trimmed
  }
}
