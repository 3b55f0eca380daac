import { AppError } from '#contract/errors'
import { cutText } from './cut-text.ts'
import { compactJson, invalidPayload, parseJson } from './json-text.ts'

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
  const value = parseJson(source, limits.maxDepth)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw invalidPayload(
      source,
      source.search(/[^ \n\r\t]/),
      `a payload is a JSON object like {"text": "..."}, and this is ${kindOf(value)}`,
    )
  }
  return { json: compactJson(source), ...derive(new Map(Object.entries(value)), textFields) }
}

type Derived = Omit<Payload, 'json'>

/** What {@link readPayload} read from a payload that it took, as if some fields were not in it. */
export const deriveFrom = (
  json: string,
  textFields: readonly (readonly string[])[],
  without: ReadonlySet<string> = new Set(),
): Derived => {
  const fields = Object.entries(JSON.parse(json) as object).filter(([name]) => !without.has(name))
  return derive(new Map(fields), textFields)
}

const derive = (
  fields: ReadonlyMap<string, unknown>,
  textFields: readonly (readonly string[])[],
): Derived => {
  const text = embeddedText(fields, textFields)
  return { text, title: titleOf(fields, text), tags: tagsOf(fields) }
}

/** Half a surrogate pair is no character: no UTF-8 can hold it, so what is derived from the payload has none. */
const embeddedText = (
  fields: ReadonlyMap<string, unknown>,
  preference: readonly (readonly string[])[],
): string => {
  for (const names of preference) {
    const found = names.map((name) => fields.get(name)).filter(isFilledString)
    if (found.length > 0) return found.join('\n').toWellFormed()
  }
  const all: string[] = []
  collectStrings([...fields.values()], all)
  return all.join('\n').toWellFormed()
}

const kindOf = (value: unknown): string =>
  value === null ? 'null' : Array.isArray(value) ? 'an array' : `a ${typeof value}`

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
  return cutText(source.toWellFormed().replace(/\s+/g, ' ').trim(), TITLE_LENGTH)
}

const tagsOf = (fields: ReadonlyMap<string, unknown>): readonly string[] => {
  const tags = fields.get('tags')
  return Array.isArray(tags)
    ? tags.filter((tag) => typeof tag === 'string').map((tag) => tag.toWellFormed())
    : []
}
