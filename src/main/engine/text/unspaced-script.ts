import { foldWord } from './fold-word.ts'
import type { Token } from './token.ts'

const scripts = ['Han', 'Hiragana', 'Katakana', 'Hangul', 'Thai', 'Lao', 'Khmer', 'Myanmar']
const member = scripts.map((script) => String.raw`\p{Script_Extensions=${script}}`).join('')

/** Finds out whether a chunk needs this module at all. */
export const hasUnspacedScript = new RegExp(`[${member}]`, 'u')

/** Cuts a chunk into runs of scripts without spaces and runs of everything else. */
export const scriptRuns = new RegExp(String.raw`[${member}][${member}\p{M}]*|[^${member}]+`, 'gu')

// A character with the marks that belong to it; the half-width voicing marks are letters to Unicode.
const character = /\P{M}[\p{M}\uff9e\uff9f]*|\p{M}+/gu
const ideograph = /^\p{Script=Han}$/u

let segmenter: Intl.Segmenter | undefined

const words = (run: string): Token[] => {
  segmenter ??= new Intl.Segmenter('und', { granularity: 'word' })
  const found: Token[] = []
  for (const { segment, index } of segmenter.segment(run)) {
    const term = foldWord(segment)
    const characters = segment.match(character)?.length ?? 0
    // A lone kana or Thai letter is a particle or a fragment; a lone ideograph is a word.
    if (characters > 2 || (characters === 1 && ideograph.test(term))) {
      found.push({ term, start: index, end: index + segment.length })
    }
  }
  return found
}

const bigrams = (run: string): Token[] => {
  const characters = [...run.matchAll(character)]
  if (characters.length === 1) return [{ term: foldWord(run), start: 0, end: run.length }]
  return characters.slice(1).map((second, i) => {
    const first = characters[i]!
    const end = second.index + second[0].length
    return { term: foldWord(first[0] + second[0]), start: first.index, end }
  })
}

/**
 * Terms of a run of Chinese, Japanese, Korean, Thai, Lao, Khmer or Burmese: every character bigram (no dictionary
 * can miss them), and the words that the platform's dictionary finds beside them (so that one ideograph is findable).
 * Offsets count from the run's start; sorted by start, longer first.
 */
export const unspacedTerms = (run: string): Token[] => {
  const found = [...words(run), ...bigrams(run)].filter(({ term }) => term !== '')
  found.sort((a, b) => a.start - b.start || b.end - a.end)
  return found.filter((token, i) => {
    const before = found[i - 1]
    return before === undefined || before.start !== token.start || before.end !== token.end
  })
}
