import type { Filter } from '#contract/filter'
import type { ScoredKeys } from '#engine/ports'
import { analyze } from '#engine/text/analyzer'
import { filterSql } from './filter-sql.ts'
import type { Statements } from './statements.ts'

/**
 * Numbers are bound as floats, and FTS5 drops a condition `rowid = 2.0` without a word: every row would match, and a
 * delete would empty the table.
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
  best(terms: readonly string[], filter: Filter | undefined, limit: number): ScoredKeys {
    if (terms.length === 0 || limit === 0) return { keys: new Uint32Array(), scores: new Float64Array() }
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
    }
  }

  scoresOf(terms: readonly string[], keys: Uint32Array): Float64Array {
    const scores = new Float64Array(keys.length)
    if (terms.length === 0) return scores
    const match = anyOf(terms)
    const sql = `SELECT -bm25(${this.#name}) FROM ${this.#name} WHERE ${this.#name} MATCH ? AND rowid = ${WHOLE}`
    const statement = this.#sql.get(sql).pluck()
    keys.forEach((key, i) => {
      scores[i] = (statement.get(match, key) as number | undefined) ?? 0
    })
    return scores
  }

  /** A condition on `m.key`: every word occurs, the last one at least as the beginning of a word. */
  allWords(search: string): { sql: string; value: string } | null {
    const groups = allOf(search)
    if (groups === '') return null
    return { sql: `m.key IN (SELECT rowid FROM ${this.#name} WHERE ${this.#name} MATCH ?)`, value: groups }
  }
}

/** Terms hold letters and digits only, so the quotes can't be broken out of. */
const quoted = (term: string): string => `"${term}"`

const anyOf = (terms: readonly string[]): string => [...new Set(terms)].map(quoted).join(' OR ')

const allOf = (search: string): string => {
  const tokens = analyze(search)
  const last = tokens.at(-1)
  const atEnd = last !== undefined && last.end === search.length
  const terms = [...new Set(tokens.map(({ term }) => term))]
  if (!atEnd) return terms.map(quoted).join(' AND ')
  const beginning = search
    .slice(last.start, last.end)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
  const begun = [...new Set([last.term, beginning])]
    .filter((word) => word !== '')
    .map((word) => `${quoted(word)}*`)
  const earlier = terms.filter((term) => term !== last.term).map(quoted)
  return [...earlier, `(${begun.join(' OR ')})`].join(' AND ')
}
