import { type ParseError, parse as parseTolerant, printParseErrorCode } from 'jsonc-parser'
import { AppError } from '#contract/errors'

/** What the engine reads from a payload; the payload itself stays text (MEM-3). */
export interface Payload {
  /** The JSON text without insignificant white space; numbers and the order of keys as they came. */
  readonly json: string
  /** The text that is embedded and keyword-indexed (MEM-6). */
  readonly text: string
  /** `title`, or the beginning of the text. */
  readonly title: string
  readonly tags: readonly string[]
}

export interface PayloadLimits {
  /** UTF-8 bytes (default 1 MiB). */
  readonly maxBytes: number
  /** Levels of nesting. */
  readonly maxDepth: number
}

export const DEFAULT_PAYLOAD_LIMITS: PayloadLimits = { maxBytes: 1024 * 1024, maxDepth: 64 }

/** MEM-6: the first of these that is there; an entry with several fields joins them. */
export const DEFAULT_TEXT_FIELDS: readonly (readonly string[])[] = [
  ['text'],
  ['content'],
  ['task'],
  ['fact'],
  ['summary'],
  ['title', 'description'],
]

const TITLE_LENGTH = 200
const encoder = new TextEncoder()

/**
 * Reads and checks a payload.
 * @throws AppError `memory/payload-too-large`, `memory/payload-invalid` with line and column (both from 1).
 */
export const readPayload = (
  source: string,
  limits: PayloadLimits = DEFAULT_PAYLOAD_LIMITS,
  textFields: readonly (readonly string[])[] = DEFAULT_TEXT_FIELDS,
): Payload => {
  const bytes = source.length > limits.maxBytes ? source.length : encoder.encode(source).byteLength
  if (bytes > limits.maxBytes)
    throw new AppError('memory/payload-too-large', { bytes, limit: limits.maxBytes })
  const value = parse(source)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw invalid(source, 0, `a payload is a JSON object like {"text": "..."}, and this is ${kindOf(value)}`)
  }
  const json = compact(source, limits.maxDepth)
  const fields = new Map(Object.entries(value))
  const text = embeddedText(fields, textFields)
  return { json, text, title: titleOf(fields, text), tags: tagsOf(fields) }
}

const parse = (source: string): unknown => {
  try {
    return JSON.parse(source)
  } catch {
    // V8 does not always say where; the tolerant parser does.
    const errors: ParseError[] = []
    parseTolerant(source, errors, { disallowComments: true, allowEmptyContent: false })
    const first = errors[0]
    throw invalid(source, first?.offset ?? 0, first ? sentenceOf(first) : 'this is not JSON')
  }
}

const sentenceOf = (error: ParseError): string => {
  const words = printParseErrorCode(error.error)
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
  return words.endsWith('expected') ? `${words} here` : words
}

const kindOf = (value: unknown): string =>
  value === null ? 'null' : Array.isArray(value) ? 'an array' : `a ${typeof value}`

const invalid = (source: string, offset: number, reason: string): AppError<'memory/payload-invalid'> => {
  const before = source.slice(0, offset)
  const line = before.split('\n').length
  return new AppError('memory/payload-invalid', { reason, line, column: offset - before.lastIndexOf('\n') })
}

/**
 * Drops white space between the tokens of valid JSON, and refuses what a later reader could not agree on: a key that
 * stands twice in one object (some keep the first, some the last), and nesting beyond the limit.
 */
const compact = (source: string, maxDepth: number): string => {
  const keysOfLevel: (Set<string> | null)[] = []
  const parts: string[] = []
  let expectsKey = false
  let i = 0
  while (i < source.length) {
    const char = source[i] as string
    if (char === '"') {
      const end = endOfString(source, i)
      const text = source.slice(i, end)
      if (expectsKey) claimKey(keysOfLevel.at(-1), text, source, i)
      expectsKey = false
      parts.push(text)
      i = end
      continue
    }
    if (char === '{' || char === '[') {
      keysOfLevel.push(char === '{' ? new Set() : null)
      if (keysOfLevel.length > maxDepth) throw invalid(source, i, `nesting goes beyond ${maxDepth} levels`)
      expectsKey = char === '{'
    } else if (char === '}' || char === ']') {
      keysOfLevel.pop()
      expectsKey = false
    } else if (char === ',') {
      expectsKey = keysOfLevel.at(-1) instanceof Set
    }
    if (char !== ' ' && char !== '\n' && char !== '\r' && char !== '\t') parts.push(char)
    i++
  }
  return parts.join('')
}

const endOfString = (source: string, start: number): number => {
  let i = start + 1
  while (source[i] !== '"') i += source[i] === '\\' ? 2 : 1
  return i + 1
}

const claimKey = (keys: Set<string> | null | undefined, quoted: string, source: string, at: number): void => {
  const key = quoted.includes('\\') ? (JSON.parse(quoted) as string) : quoted.slice(1, -1)
  if (keys?.has(key)) throw invalid(source, at, `the key ${quoted} stands twice in one object`)
  keys?.add(key)
}

const embeddedText = (
  fields: ReadonlyMap<string, unknown>,
  preference: readonly (readonly string[])[],
): string => {
  for (const names of preference) {
    const found = names.map((name) => fields.get(name)).filter(isFilledString)
    if (found.length > 0) return found.join('\n')
  }
  const all: string[] = []
  collectStrings([...fields.values()], all)
  return all.join('\n')
}

const isFilledString = (value: unknown): value is string => typeof value === 'string' && value.trim() !== ''

const collectStrings = (value: unknown, into: string[]): void => {
  if (isFilledString(value)) into.push(value)
  else if (typeof value === 'object' && value !== null) {
    for (const inner of Object.values(value)) collectStrings(inner, into)
  }
}

const titleOf = (fields: ReadonlyMap<string, unknown>, text: string): string => {
  const title = fields.get('title')
  const source = isFilledString(title) ? title : text
  return source.replace(/\s+/g, ' ').trim().slice(0, TITLE_LENGTH)
}

const tagsOf = (fields: ReadonlyMap<string, unknown>): readonly string[] => {
  const tags = fields.get('tags')
  return Array.isArray(tags) ? tags.filter((tag): tag is string => typeof tag === 'string') : []
}
