import type { Filter } from '#contract/filter'
import type { KeywordAnswer } from '#engine/ports'
import { analyze, type Token } from '#engine/text/analyzer'
import { type Condition, filterSql } from './filter-sql.ts'
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
  best(terms: readonly string[], filter: Filter | undefined, limit: number): KeywordAnswer {
    const facts = {
      documents: this.#averages().rows,
      frequencies: Uint32Array.from(terms, (term) => this.#documentsWith(term)),
    }
    if (terms.length === 0 || limit === 0) {
      return { keys: new Uint32Array(), scores: new Float64Array(), ...facts }
    }
    const condition = filter && filterSql(filter)
    const rows = this.#sql.all<{ key: number; score: number }>(
      `SELECT f.rowid AS key, -f.rank AS score FROM ${this.#name} AS f
       ${condition ? 'JOIN memories AS m ON m.key = f.rowid' : ''}
       WHERE f.${this.#name} MATCH ? ${condition ? `AND ${condition.sql}` : ''}
       ORDER BY f.rank, f.rowid LIMIT ?`,
      anyOf(terms),
      ...(condition?.values ?? []),
      limit,
    )
    return {
      keys: Uint32Array.from(rows, ({ key }) => key),
      scores: Float64Array.from(rows, ({ score }) => score),
      ...facts,
    }
  }

  /**
   * BM25 of given texts, by the formula of FTS5's own bm25() and from its own statistics. Asking FTS5 for single rows
   * costs milliseconds each, as it walks the list of every term to the row.
   */
  scoresOf(terms: readonly string[], texts: readonly string[]): Float64Array {
    const { rows, averageLength } = this.#averages()
    const weights = new Map(terms.map((term) => [term, idf(rows, this.#documentsWith(term))]))
    return Float64Array.from(texts, (text) => bm25(analyze(text), weights, averageLength))
  }

  /** Number of memories and their mean length in terms, from the record that FTS5 keeps of them. */
  #averages(): { rows: number; averageLength: number } {
    const record = this.#sql.one<{ block: Buffer }>(`SELECT block FROM ${this.#name}_data WHERE id = 1`)
    const [rows = 0, terms = 0] = record === undefined ? [] : varints(record.block)
    return { rows, averageLength: rows === 0 ? 1 : terms / rows }
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

const K1 = 1.2
const B = 0.75

/** A term that most memories have would weigh less than nothing; like FTS5 it is given almost nothing instead. */
const idf = (rows: number, withTerm: number): number =>
  Math.max(1e-6, Math.log((rows - withTerm + 0.5) / (withTerm + 0.5)))

const bm25 = (
  tokens: readonly Token[],
  weights: ReadonlyMap<string, number>,
  averageLength: number,
): number => {
  const counts = new Map<string, number>()
  for (const { term } of tokens) if (weights.has(term)) counts.set(term, (counts.get(term) ?? 0) + 1)
  const lengthNorm = K1 * (1 - B + (B * tokens.length) / averageLength)
  let score = 0
  for (const [term, count] of counts)
    score += ((weights.get(term) ?? 0) * count * (K1 + 1)) / (count + lengthNorm)
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
