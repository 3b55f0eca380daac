/** BM25 by its formula over all documents, with nothing kept between two questions. */
export class NaiveKeywords {
  readonly documents = new Map<number, readonly string[]>()

  scoreOf(key: number, terms: readonly string[], weights?: readonly number[]): number {
    const own = this.documents.get(key)
    if (own === undefined) return 0
    const total = [...this.documents.values()].reduce((sum, { length }) => sum + length, 0)
    const average = total / this.documents.size
    return [...new Set(terms)].reduce((score, term) => {
      const count = own.filter((one) => one === term).length
      const saturated = (count * 2.2) / (count + 1.2 * (0.25 + (0.75 * own.length) / average))
      return count === 0 ? score : score + this.#idf(term) * saturated * (weights?.[terms.indexOf(term)] ?? 1)
    }, 0)
  }

  frequency(term: string): number {
    return [...this.documents.values()].filter((own) => own.includes(term)).length
  }

  #idf(term: string): number {
    const having = this.frequency(term)
    const idf = Math.log((this.documents.size - having + 0.5) / (having + 0.5))
    return idf > 0 ? idf : 1e-6
  }
}
