import { type ErrorCode, isAppError } from '#contract/errors'
import { wordsOf } from '../words/words.ts'
import { errorSentence } from './error-sentences.ts'

const t = wordsOf('changes')

export interface ReadableError {
  /** A sentence that says what was wrong and what can be done. */
  readonly sentence: string
  readonly code: ErrorCode | 'unknown'
  /** For the clipboard: everything a bug report needs, without secrets. */
  readonly details: string
  /** Trying the same again may help. */
  readonly retry: boolean
}

const RETRY: ReadonlySet<ErrorCode | 'unknown'> = new Set(['request/disconnected', 'internal', 'unknown'])

/** The sentence of the code in the language of now; never a stack. */
export const describeError = (error: unknown): ReadableError => {
  const code = isAppError(error) ? error.code : 'unknown'
  const text = error instanceof Error ? error.message : String(error)
  const sentence = isAppError(error)
    ? errorSentence(error)
    : isOurs(error)
      ? text
      : t('somethingUnexpectedHappenedText', { text })
  const data = isAppError(error) ? JSON.stringify(error.data) : text
  // For whoever reads the report, in the engine's own words.
  return { sentence, code, details: `${code}: ${text}\n${data}`, retry: RETRY.has(code) }
}

/** Made by the interface, with a sentence that says all. */
const isOurs = (error: unknown): boolean => error instanceof Error && error.name === 'NotLoaded'

/** A call that was given up on purpose is no news. */
export const isCancelled = (error: unknown): boolean =>
  (isAppError(error) && error.code === 'request/cancelled') ||
  (error instanceof Error && (error.name === 'AbortError' || error.name === 'CancelledError'))
