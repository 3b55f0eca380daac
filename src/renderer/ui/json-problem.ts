import { type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser'

/** Why a text is not JSON, and where. Lines and columns start at 1. */
export interface JsonProblem {
  readonly message: string
  readonly offset: number
  readonly length: number
  readonly line: number
  readonly column: number
}

const SENTENCES: Readonly<Record<string, string>> = {
  InvalidSymbol: 'this is not a JSON value',
  InvalidNumberFormat: 'this is not a number that JSON allows',
  PropertyNameExpected: 'a key in double quotes is expected here',
  ValueExpected: 'a value is expected here',
  ColonExpected: 'a colon is expected here',
  CommaExpected: 'a comma is expected here',
  CloseBraceExpected: 'a } is missing',
  CloseBracketExpected: 'a ] is missing',
  EndOfFileExpected: 'the text should end here',
  InvalidCommentToken: 'JSON has no comments',
  UnexpectedEndOfComment: 'JSON has no comments',
  UnexpectedEndOfString: 'this text is not closed by a double quote',
  UnexpectedEndOfNumber: 'this number is cut off',
  InvalidUnicode: 'this \\u escape needs four hexadecimal digits',
  InvalidEscapeCharacter: 'this escape is not one of JSON’s',
  InvalidCharacter: 'this character must be escaped',
}

const at = (text: string, offset: number): Pick<JsonProblem, 'line' | 'column'> => {
  const before = text.slice(0, offset).split('\n')
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 }
}

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/** Null for valid JSON. `JSON.parse` decides; the tolerant parser only says where and why. */
export const findJsonProblem = (text: string): JsonProblem | null => {
  if (isJson(text)) return null
  const errors: ParseError[] = []
  parseTree(text, errors, { disallowComments: true, allowTrailingComma: false, allowEmptyContent: false })
  const { error, offset, length } = errors[0] ?? { error: 4, offset: 0, length: text.length }
  const message = SENTENCES[printParseErrorCode(error)] ?? 'this is not JSON'
  return { message, offset, length, ...at(text, offset) }
}
