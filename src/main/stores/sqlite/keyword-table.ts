import { AllowedKeys } from '#engine/keywords/allowed-keys'
import { gainOf, inverseFrequency, type Norm, normOf } from '#engine/keywords/bm25'
import type { KeywordSearch } from '#engine/keywords/keyword-index'
import type { ScoredKeys } from '#engine/ports'
import { analyze, type Token } from '#engine/text/analyzer'
import type { Condition } from './filter-sql.ts'
import { quoted, searchWords } from './search-words.ts'
import type { Statements } from './statements.ts'

/**
 * Numbers are bound as floats, and beside a MATCH FTS5 drops the condition `rowid = 2.0` without a word: every row that
 * matches would be found. Whole numbers are what it documents, so it is given nothing else.
 */
const WHOLE = 'CAST(? AS INTEGER)'

/**
 * The keyword table of a namespace: FTS5 over the analyzer's terms.
 *
 * The table is contentless: it gets words that are already folded and stemmed, so SQLite's own tokenizer has nothing
 * left to do but split at spaces (`ascii` takes every non-ASCII letter as part of a word). Query, index, highlight
 * and the lexical half of the embedder thus agree about what a word is.
 */
export class KeywordTable {
  readonly #sql: Statements
  readonly #name: string

  constructor(sql: Statements, space: number) {
    this.#sql = sql
    this.#name = `keywords_${space}`
  }

  create(): void {
    this.#sql.db.exec(
      `CREATE VIRTUAL TABLE ${this.#name} USING fts5(terms, content='', contentless_delete=1, tokenize='ascii')`,
    )
  }

  drop(): void {
    this.#sql.db.exec(`DROP TABLE ${this.#name}`)
  }

  add(key: number, text: string): void {
    const terms = analyze(text).map(({ term }) => term)
    this.#sql.run(`INSERT INTO ${this.#name} (rowid, terms) VALUES (${WHOLE}, ?)`, key, terms.join(' '))
  }

  remove(key: number): void {
    this.#sql.run(`DELETE FROM ${this.#name} WHERE rowid = ${WHOLE}`, key)
  }

  /** Best keys by BM25 (k1 = 1.2, b = 0.75), best first. SQLite's bm25() is lower-is-better, so its sign is turned. */
  best(terms: readonly string[], { limit, allowed, weights }: KeywordSearch): ScoredKeys {
    if (terms.length === 0 || limit === 0) return toScoredKeys([])
    const among = allowed && new AllowedKeys(allowed)
    if (weights !== undefined) return toScoredKeys(this.#weighted(terms, weights, among).slice(0, limit))
    if (among === undefined) return toScoredKeys(this.#matches(anyOf(terms), limit))
    const found: Match[] = []
    // Read to where enough are allowed; a limit of the query's own would count the others.
    for (const match of this.#matches(anyOf(terms), -1)) {
      if (among.has(match.key)) found.push(match)
      if (found.length === limit) break
    }
    return toScoredKeys(found)
  }

  #matches(query: string, limit: number): Match[] {
    return this.#sql.all<Match>(
      `SELECT rowid AS key, -rank AS score FROM ${this.#name} WHERE ${this.#name} MATCH ? ORDER BY rank, rowid LIMIT ?`,
      query,
      limit,
    )
  }

  /** A score is the sum of what each term alone would score, so that each part can be weighed before. */
  #weighted(terms: readonly string[], weights: readonly number[], among: AllowedKeys | undefined): Match[] {
    const scores = new Map<number, number>()
    terms.forEach((term, i) => {
      const weight = weights[i] ?? 1
      if (weight === 0 || terms.indexOf(term) < i) return
      for (const { key, score } of this.#matches(quoted(term), -1)) {
        if (among === undefined || among.has(key)) scores.set(key, (scores.get(key) ?? 0) + score * weight)
      }
    })
    const found = [...scores].map(([key, score]) => ({ key, score }))
    return found.sort((a, b) => b.score - a.score || a.key - b.key)
  }

  /**
   * BM25 of given texts, by the formula of FTS5's own bm25() and from its own statistics. Asking FTS5 for single rows
   * costs milliseconds each, as it walks the list of every term to the row.
   */
  scoresOf(
    terms: readonly string[],
    texts: readonly string[],
    weights: readonly number[] | undefined,
  ): Float64Array {
    const { documents, averageLength } = this.#averages()
    const gains = new Map<string, number>()
    terms.forEach((term, i) => {
      if (gains.has(term)) return
      gains.set(term, gainOf(inverseFrequency(documents, this.#documentsWith(term)), weights?.[i] ?? 1))
    })
    const norm = normOf(averageLength)
    return Float64Array.from(texts, (text) => bm25(analyze(text), gains, norm))
  }

  /** How many memories there are, and how many have each of the terms. */
  statistics(terms: readonly string[]): { documents: number; frequencies: Uint32Array } {
    const { documents } = this.#averages()
    return { documents, frequencies: Uint32Array.from(terms, (term) => this.#documentsWith(term)) }
  }

  /** Number of memories and their mean length in terms, from the record that FTS5 keeps of them. */
  #averages(): { documents: number; averageLength: number } {
    const record = this.#sql.one<{ block: Buffer }>(`SELECT block FROM ${this.#name}_data WHERE id = 1`)
    const [documents = 0, terms = 0] = record === undefined ? [] : varints(record.block)
    return { documents, averageLength: documents === 0 ? 1 : terms / documents }
  }

  #documentsWith(term: string): number {
    const vocabulary = `${this.#name}_vocabulary`
    this.#sql.db.exec(
      `CREATE VIRTUAL TABLE IF NOT EXISTS temp.${vocabulary} USING fts5vocab(main, ${this.#name}, row)`,
    )
    return this.#sql.one<{ doc: number }>(`SELECT doc FROM temp.${vocabulary} WHERE term = ?`, term)?.doc ?? 0
  }

  /** A condition on memories `m`: every word occurs, the last one at least as the beginning of a word. */
  allWords(search: string): Condition | null {
    const words = searchWords(search)
    if (words === null) return null
    const among = `m.key IN (SELECT rowid FROM ${this.#name} WHERE ${this.#name} MATCH ?)`
    if (words.begun === null) return { sql: among, values: [words.match] }
    const { match, literally } = words.begun
    return {
      sql: `(${among} OR (${among} AND instr(lower(m.text), lower(?)) > 0))`,
      values: [words.match, match, literally],
    }
  }
}

interface Match {
  readonly key: number
  readonly score: number
}

const toScoredKeys = (matches: readonly Match[]): ScoredKeys => ({
  keys: Uint32Array.from(matches, ({ key }) => key),
  scores: Float64Array.from(matches, ({ score }) => score),
})

const bm25 = (
  tokens: readonly Token[],
  gains: ReadonlyMap<string, number>,
  { flat, slope }: Norm,
): number => {
  const counts = new Map<string, number>()
  for (const { term } of tokens) if (gains.has(term)) counts.set(term, (counts.get(term) ?? 0) + 1)
  const lengthNorm = flat + slope * tokens.length
  let score = 0
  for (const [term, count] of counts) score += ((gains.get(term) ?? 0) * count) / (count + lengthNorm)
  return score
}

/** SQLite's variable-length integers: seven bits a byte, the highest bit says that more follow. */
const varints = (bytes: Buffer): number[] => {
  const numbers: number[] = []
  let value = 0
  for (const byte of bytes) {
    value = value * 128 + (byte & 127)
    if (byte < 128) {
      numbers.push(value)
      value = 0
    }
  }
  return numbers
}

const anyOf = (terms: readonly string[]): string => [...new Set(terms)].map(quoted).join(' OR ')
