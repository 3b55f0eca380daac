import { checkWeights } from '#engine/keywords/query'
import type { KeywordAnswer, KeywordQuery } from '#engine/ports'
import type { KeywordFeed } from './keyword-feed.ts'
import { textsOf } from './queries.ts'
import { keywordsOf, namespaceRow } from './space.ts'
import type { Statements } from './statements.ts'

/** Answers from the index in memory where that is there, else from the keyword table: the same, but slower. */
export const searchKeywords = (
  sql: Statements,
  feed: KeywordFeed,
  { namespace, terms, ...search }: KeywordQuery,
): KeywordAnswer => {
  checkWeights(terms, search.weights)
  const space = namespaceRow(sql, namespace)
  const index = feed.current(space)
  if (index === null) {
    const table = keywordsOf(sql, space.id)
    return { ...table.best(terms, search), ...table.statistics(terms) }
  }
  return {
    ...index.best(terms, search),
    documents: index.count,
    frequencies: Uint32Array.from(terms, (term) => index.documentFrequency(term)),
  }
}

export const scoreKeywords = (
  sql: Statements,
  feed: KeywordFeed,
  asked: {
    readonly namespace: string
    readonly terms: readonly string[]
    readonly keys: Uint32Array
    readonly weights: readonly number[] | undefined
  },
): Float64Array => {
  const { namespace, terms, keys, weights } = asked
  checkWeights(terms, weights)
  const space = namespaceRow(sql, namespace)
  const index = feed.current(space)
  if (index !== null) return index.scoresOf(terms, keys, weights)
  return keywordsOf(sql, space.id).scoresOf(terms, textsOf(sql, keys), weights)
}
