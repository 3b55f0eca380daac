import { type ParseError, parse as parseTolerant, printParseErrorCode } from 'jsonc-parser'
import { AppError } from '#contract/errors'

/** The error for a payload, with line and column (both from 1) of the offset. */
export const invalidPayload = (
  source: string,
  offset: number,
  reason: string,
): AppError<'memory/payload-invalid'> => {
  const before = source.slice(0, offset)
  const line = before.split('\n').length
  return new AppError('memory/payload-invalid', { reason, line, column: offset - before.lastIndexOf('\n') })
}

/** @throws AppError `memory/payload-invalid` at the first place that is no JSON, or nests too deep */
export const parseJson = (source: string, maxDepth: number): unknown => {
  refuseDepth(source, maxDepth)
  try {
    return JSON.parse(source)
  } catch {
    // V8 does not always say where; the tolerant parser does.
    const errors: ParseError[] = []
    parseTolerant(source, errors, { disallowComments: true, allowEmptyContent: false })
    const first = errors.sort((a, b) => a.offset - b.offset)[0]
    throw invalidPayload(source, first?.offset ?? 0, first ? sentenceOf(first) : 'this is not JSON')
  }
}

const sentenceOf = (error: ParseError): string => {
  const words = printParseErrorCode(error.error)
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
  return words.endsWith('expected') ? `${words} here` : words
}

/** Comes before any parser: some call themselves for each level, and end with the stack. */
const refuseDepth = (source: string, maxDepth: number): void => {
  let depth = 0
  for (let i = 0; i < source.length; i++) {
    const char = source[i]
    if (char === '"') i = endOfString(source, i) - 1
    else if (char === '}' || char === ']') depth--
    else if (char === '{' || char === '[') {
      depth++
      if (depth > maxDepth) throw invalidPayload(source, i, `nesting goes beyond ${maxDepth} levels`)
    }
  }
}

/**
 * Drops white space between the tokens of valid JSON, and refuses what a later reader could not agree on: a key that
 * stands twice in one object (some keep the first, some the last). Half a surrogate pair, which no UTF-8 can hold, is
 * written as its escape and so means the same.
 */
export const compactJson = (source: string): string => {
  const keysOfLevel: (Set<string> | null)[] = []
  const parts: string[] = []
  let expectsKey = false
  let from = 0
  let i = 0
  while (i < source.length) {
    const char = source[i]
    if (char === '"') {
      const end = endOfString(source, i)
      if (expectsKey) claimKey(keysOfLevel.at(-1), source, i, end)
      expectsKey = false
      i = end
      continue
    }
    if (char === '{' || char === '[') {
      keysOfLevel.push(char === '{' ? new Set() : null)
      expectsKey = char === '{'
    } else if (char === '}' || char === ']') {
      keysOfLevel.pop()
      expectsKey = false
    } else if (char === ',') {
      expectsKey = keysOfLevel.at(-1) instanceof Set
    } else if (char === ' ' || char === '\n' || char === '\r' || char === '\t') {
      parts.push(source.slice(from, i))
      from = i + 1
    }
    i++
  }
  parts.push(source.slice(from))
  return wellFormed(parts.join(''))
}

/** Behind the closing quote, or the end of a text that has none. */
const endOfString = (source: string, start: number): number => {
  let i = start + 1
  while (i < source.length && source[i] !== '"') i += source[i] === '\\' ? 2 : 1
  return i + 1
}

const claimKey = (keys: Set<string> | null | undefined, source: string, start: number, end: number): void => {
  const quoted = source.slice(start, end)
  const key = quoted.includes('\\') ? (JSON.parse(quoted) as string) : quoted.slice(1, -1)
  if (keys?.has(key)) throw invalidPayload(source, start, `the key ${quoted} stands twice in one object`)
  keys?.add(key)
}

const wellFormed = (json: string): string =>
  json.isWellFormed()
    ? json
    : json.replace(/\p{Surrogate}/gu, (half) => `\\u${half.charCodeAt(0).toString(16).padStart(4, '0')}`)
