import { foldWord } from './fold-word.ts'
import { joiners, type Part, splitIdentifier } from './split-identifier.ts'
import { stemWord } from './stem-word.ts'
import { stopWords } from './stop-words.ts'
import type { Token } from './token.ts'
import { hasUnspacedScript, scriptRuns, unspacedTerms } from './unspaced-script.ts'

export type { Token } from './token.ts'

/** Raise it when any text may get other terms than before: keyword tables and lexical vectors are rebuilt then. */
export const analyzerVersion = 1

// Longer terms are cut: they are encoded data, not words. Beyond so many parts a chunk is a path or encoded data,
// and neither its whole nor the humps in it are worth a term.
const longestTerm = 64
const mostParts = 8

const chunkOf = (word: string, within: string): RegExp =>
  new RegExp(`${word}${within}*(?:(?:_+|['’${joiners}])${word}${within}*)*`, 'gu')
const asciiChunk = /[A-Za-z0-9]+(?:(?:_+|['.\-&])[A-Za-z0-9]+)*/g
// Soft hyphens and zero-width characters are inside the word that they are in; folding drops them.
const anyChunk = chunkOf(
  String.raw`[\p{L}\p{N}]`,
  String.raw`[\p{L}\p{N}\p{M}\u00ad\u200b-\u200d\u2060\ufeff]`,
)
const ascii = /^[\0-\x7f]*$/
const plain = /^(?:[A-Za-z]?[a-z0-9]*|[A-Z0-9]+)$/
const clitic = /['’](?:s|ll|ve|re|d|m)$/i
const letter = /\p{L}/u

const addTerm = (tokens: Token[], folded: string, start: number, end: number): void => {
  if (folded !== '') tokens.push({ term: stemWord(folded.slice(0, longestTerm)), start, end })
}

const addWord = (tokens: Token[], word: string, start: number): void => {
  const bare = word.replace(clitic, '')
  const folded = foldWord(bare)
  if (!stopWords.has(folded)) addTerm(tokens, folded, start, start + bare.length)
}

const addParts = (tokens: Token[], parts: readonly Part[], start: number): void => {
  for (const part of parts) {
    // The T of T-shirt and the i of iPhone are found through the whole.
    if (part.text.length > 1 || !letter.test(part.text)) addWord(tokens, part.text, start + part.start)
  }
}

/** An identifier is findable whole (`getusername`) and by its parts (`user`), written in any of its ways. */
const addIdentifier = (tokens: Token[], chunk: string, start: number): void => {
  const parts = splitIdentifier(chunk)
  if (parts.length === 1) {
    addWord(tokens, chunk, start)
    return
  }
  const whole = foldWord(chunk.replace(clitic, ''))
  if (parts.length <= mostParts && whole.length <= longestTerm && letter.test(whole)) {
    addTerm(tokens, whole, start, start + chunk.length)
  }
  addParts(tokens, parts, start)
}

const addRuns = (tokens: Token[], chunk: string, start: number): void => {
  for (const run of chunk.matchAll(scriptRuns)) {
    const at = start + run.index
    if (!hasUnspacedScript.test(run[0])) addIdentifier(tokens, run[0], at)
    else {
      for (const { term, start: from, end: to } of unspacedTerms(run[0])) {
        tokens.push({ term, start: at + from, end: at + to })
      }
    }
  }
}

/**
 * The one reading of a text that keyword index, lexical vectors and highlighting share.
 *
 * Folded (NFKC, lower case, no diacritics), stemmed English; identifiers whole and in parts; bigrams and dictionary
 * words where a script has no spaces. A term holds letters, digits and the marks that belong to its letters, and no
 * ASCII separator, so terms joined by a space pass SQLite FTS5's `ascii` tokenizer unchanged.
 * Tokens come in order of their start; a whole stands before its parts. Stop words are left out, so a text of
 * nothing else ("to be or not to be") has no terms: keywords have nothing to say about it, its vector has.
 */
export const analyze = (text: string): Token[] => {
  const tokens: Token[] = []
  const isAscii = ascii.test(text)
  for (const match of text.matchAll(isAscii ? asciiChunk : anyChunk)) {
    const chunk = match[0]
    if (plain.test(chunk)) addWord(tokens, chunk, match.index)
    else if (isAscii || !hasUnspacedScript.test(chunk)) addIdentifier(tokens, chunk, match.index)
    else addRuns(tokens, chunk, match.index)
  }
  return tokens
}

/** The terms of {@link analyze} alone, in the same order, repeats included. */
export const terms = (text: string): string[] => analyze(text).map(({ term }) => term)
