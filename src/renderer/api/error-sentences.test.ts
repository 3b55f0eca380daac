import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { errorData } from '#contract/error-data'
import { AppError, type ErrorCode, type ErrorData, isAppError } from '#contract/errors'
import { type Locale, speak } from '../words/locale.ts'
import { describeError } from './describe-error.ts'
import { errorSentence } from './error-sentences.ts'

const CODES = Object.keys(errorData) as ErrorCode[]

type Def = {
  readonly type: string
  readonly innerType: z.ZodType
  readonly element: z.ZodType
  readonly shape: Readonly<Record<string, z.ZodType>>
  readonly entries: Readonly<Record<string, string>>
}

/** Data as the schema of an error wants it: texts are their own names, so that a sentence shows which it has. */
const sampleOf = (schema: z.ZodType, name: string, isWhole: boolean): unknown => {
  const def = schema.def as unknown as Def
  switch (def.type) {
    case 'object':
      return Object.fromEntries(
        Object.entries(def.shape).map(([key, field]) => [key, sampleOf(field, key, isWhole)]),
      )
    case 'array':
      return isWhole ? [sampleOf(def.element, name, isWhole), sampleOf(def.element, name, isWhole)] : []
    case 'optional':
      return isWhole ? sampleOf(def.innerType, name, isWhole) : undefined
    case 'nullable':
      return isWhole ? sampleOf(def.innerType, name, isWhole) : null
    case 'enum':
      return Object.values(def.entries)[0]
    case 'string':
      return `the ${name}`
    default:
      return isWhole ? 123_456 : 1
  }
}

const samplesOf = (code: ErrorCode): AppError[] =>
  [true, false].map(
    (isWhole) => new AppError(code, sampleOf(errorData[code], '', isWhole) as ErrorData<ErrorCode>),
  )

describe('errors in English', () => {
  it.each(CODES)('%s says what the registry says', (code) => {
    for (const error of samplesOf(code)) expect(errorSentence(error)).toBe(error.message)
  })
})

describe.each(['de', 'zh-CN'] as const)('errors in %s', (locale: Locale) => {
  beforeAll(() => speak(locale))
  afterAll(() => speak('en'))

  it.each(CODES)('%s is told in its own words, with all of its values', (code) => {
    for (const error of samplesOf(code)) {
      const sentence = errorSentence(error)
      expect(sentence).not.toBe(error.message)
      expect(sentence).toMatch(locale === 'de' ? /[a-zäöüß]{3}/i : /[\u4e00-\u9fff]/)
      // What the English sentence tells, this one tells too.
      for (const [value] of error.message.matchAll(/the [a-zA-Z]+\b/g)) {
        const isValue = JSON.stringify(error.data).includes(`"${value}"`)
        if (isValue) expect(sentence).toContain(value)
      }
    }
  })

  it('keeps the words of the engine for the report', () => {
    const error = new AppError('namespace/not-found', { namespace: 'notes' })
    const { sentence, details } = describeError(error)
    expect(isAppError(error) && details).toContain(error.message)
    expect(sentence).not.toBe(error.message)
  })
})
