import type { TextColumn } from '#contract/graph'
import { analyze } from '../../text/analyzer.ts'
import { textsOf } from '../text-column.ts'

const WORDS = 5
/** A word of fewer memories says nothing about a community that has more. */
const LEAST = 2

/**
 * The words that tell each community from the whole: those whose share among its titles is most above their share among
 * all, weighed by how often they occur there (their part in the Kullback-Leibler divergence).
 */
export const communityWords = (
  titles: TextColumn,
  group: Uint32Array,
  sizes: readonly number[],
): string[][] => {
  const everywhere = new Map<string, number>()
  const inGroup = sizes.map(() => new Map<string, number>())
  const surfaces = new Map<string, Map<string, number>>()
  for (const [node, title] of textsOf(titles).entries()) {
    const own = inGroup[group[node] as number] as Map<string, number>
    for (const [term, surface] of wordsOf(title)) {
      count(everywhere, term)
      count(own, term)
      const forms = surfaces.get(term) ?? new Map<string, number>()
      surfaces.set(term, forms)
      count(forms, surface)
    }
  }
  return inGroup.map((own, i) => {
    const size = sizes[i] as number
    const score = ([term, times]: [string, number]): number =>
      times * Math.log(times / size / ((everywhere.get(term) as number) / group.length))
    const telling = [...own]
      .filter(([, times]) => times >= Math.min(LEAST, size - 1))
      .map((one) => ({ term: one[0], score: score(one) }))
      .sort((a, b) => b.score - a.score || (a.term < b.term ? -1 : 1))
    return telling.slice(0, WORDS).map(({ term }) => mostFrequent(surfaces.get(term) as Map<string, number>))
  })
}

/** Terms of a text, each once, with the form in which it first stands there. */
const wordsOf = (text: string): Map<string, string> => {
  const words = new Map<string, string>()
  for (const { term, start, end } of analyze(text)) {
    if (!words.has(term) && /\p{L}/u.test(term)) words.set(term, text.slice(start, end).toLowerCase())
  }
  return words
}

const count = (counts: Map<string, number>, what: string): void => {
  counts.set(what, (counts.get(what) ?? 0) + 1)
}

const mostFrequent = (forms: Map<string, number>): string =>
  [...forms].reduce((best, one) => (one[1] > best[1] ? one : best))[0]
