export type Scalar = string | number | boolean | null

const NUMBER = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/

/**
 * Reads what a person types as the value of a field: `true`, `false`, `null` and numbers are what they look like,
 * anything else is text. Quotes make text of what looks like something else: `"12"`.
 */
export const parseScalar = (text: string): Scalar => {
  const trimmed = text.trim()
  if (trimmed === 'true') return true
  if (trimmed === 'false') return false
  if (trimmed === 'null') return null
  if (NUMBER.test(trimmed) && Number.isFinite(Number(trimmed))) return Number(trimmed)
  if (trimmed.length >= 2 && trimmed.startsWith('"') && trimmed.endsWith('"')) {
    try {
      return JSON.parse(trimmed) as string
    } catch {
      return trimmed.slice(1, -1)
    }
  }
  return trimmed
}

/** The text that `parseScalar` reads as this value. */
export const scalarText = (value: Scalar): string => {
  if (typeof value !== 'string') return String(value)
  return parseScalar(value) === value ? value : JSON.stringify(value)
}

const LIST_ITEM = /\s*("(?:[^"\\]|\\.)*"|[^,]*)\s*(?:,|$)/gy

/** Values with commas between them; a value that holds a comma stands in quotes. */
export const parseScalars = (text: string): Scalar[] =>
  [...text.matchAll(LIST_ITEM)].flatMap(([, item = '']) => (item.trim() === '' ? [] : [parseScalar(item)]))

export const scalarsText = (values: readonly Scalar[]): string =>
  values
    .map((value) =>
      typeof value === 'string' && /[",]/.test(value) ? JSON.stringify(value) : scalarText(value),
    )
    .join(', ')
