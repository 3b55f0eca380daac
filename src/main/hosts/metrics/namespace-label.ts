/** Each label makes a series for as long as the program runs: of namespaces the first so many are told apart. */
const MOST = 50
const OTHER = 'other'

export class NamespaceLabel {
  readonly #known = new Set<string>()

  of(namespace: string): string {
    if (this.#known.has(namespace)) return namespace
    if (this.#known.size >= MOST) return OTHER
    this.#known.add(namespace)
    return namespace
  }
}
