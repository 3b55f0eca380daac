import { type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser'
import { wordsOf } from '../words/words.ts'

const t = wordsOf('ui')

/** Why a text is not JSON, and where. Lines and columns start at 1. */
export interface JsonProblem {
  readonly message: string
  readonly offset: number
  readonly length: number
  readonly line: number
  readonly column: number
}

const SENTENCES: Readonly<Record<string, string>> = {
  get InvalidSymbol() {
    return t('thisIsNotAJSON')
  },
  get InvalidNumberFormat() {
    return t('thisIsNotANumber')
  },
  get PropertyNameExpected() {
    return t('aKeyInDoubleQuotes')
  },
  get ValueExpected() {
    return t('aValueIsExpectedHere')
  },
  get ColonExpected() {
    return t('aColonIsExpectedHere')
  },
  get CommaExpected() {
    return t('aCommaIsExpectedHere')
  },
  get CloseBraceExpected() {
    return t('aIsMissing')
  },
  get CloseBracketExpected() {
    return t('aIsMissing2')
  },
  get EndOfFileExpected() {
    return t('theTextShouldEndHere')
  },
  get InvalidCommentToken() {
    return t('jsonHasNoComments')
  },
  get UnexpectedEndOfComment() {
    return t('jsonHasNoComments')
  },
  get UnexpectedEndOfString() {
    return t('thisTextIsNotClosed')
  },
  get UnexpectedEndOfNumber() {
    return t('thisNumberIsCutOff')
  },
  get InvalidUnicode() {
    return t('thisUEscapeNeedsFour')
  },
  get InvalidEscapeCharacter() {
    return t('thisEscapeIsNotOne')
  },
  get InvalidCharacter() {
    return t('thisCharacterMustBeEscaped')
  },
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
  const message = SENTENCES[printParseErrorCode(error)] ?? t('thisIsNotJSON')
  return { message, offset, length, ...at(text, offset) }
}
