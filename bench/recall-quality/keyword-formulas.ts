import { APP, Bm25, type Formula } from './bm25.ts'
import { isReported } from './halves.ts'
import { mean, ndcgAt10, pairedDifference } from './measures.ts'
import type { Task } from './tasks.ts'

/** FTS5's own, each word of a query once, and what may be changed about it. */
const FTS5: Formula = { ...APP, k3: 0 }

export const formulas: Readonly<Record<string, Formula>> = {
  'as FTS5': FTS5,
  'Lucene idf': { ...FTS5, idf: 'lucene' },
  'k3 = 1': { ...FTS5, k3: 1 },
  'k3 = 3': APP,
  'k3 = 8': { ...FTS5, k3: 8 },
  'all repeats': { ...FTS5, k3: Number.POSITIVE_INFINITY },
  'k3 = 3, Lucene idf': { ...APP, idf: 'lucene' },
  'k3 = 3, k1 .9': { ...APP, k1: 0.9 },
  'k3 = 3, k1 1.6': { ...APP, k1: 1.6 },
  'k3 = 3, b .4': { ...APP, b: 0.4 },
  'k3 = 3, b .9': { ...APP, b: 0.9 },
}

const percent = (value: number): string => (100 * value).toFixed(1)

/**
 * nDCG@10 x 100 of keywords alone on either half of a task, one row each, with what every formula adds to FTS5's and
 * half the width of its interval.
 */
export const formulaRowsOf = ({ name, documents, queries }: Task): string[][] => {
  const words = new Bm25(documents)
  return [false, true].map((reported) => {
    const asked = queries.filter(({ text }) => isReported(text) === reported)
    const figures = Object.values(formulas).map((formula) =>
      asked.map(({ text, relevant, excluded }) =>
        ndcgAt10(words.find(text, 10, excluded, formula).hits, relevant),
      ),
    )
    const [base = [], ...others] = figures
    const cells = others.map((found) => {
      const { mean: middle, low, high } = pairedDifference(base, found)
      return `${middle < 0 ? '-' : '+'}${percent(Math.abs(middle))} ± ${percent((high - low) / 2)}`
    })
    return [`${name}, ${reported ? 'reported' : 'tuned on'}`, percent(mean(base)), ...cells]
  })
}
