import { rowsOf, type Vocabulary } from '../../src/main/embedders/static/vocabulary.ts'
import type { Synset } from './read-wordnet.ts'

/**
 * Pairs of texts that mean the same or nearly so, as table rows end to end: pair i is
 * `rows[starts[2i] .. starts[2i+1]]` and `rows[starts[2i+1] .. starts[2i+2]]`.
 */
export interface Pairs {
  readonly count: number
  readonly rows: Int32Array
  /** [2 * count + 1] */
  readonly starts: Int32Array
}

type Add = (one: readonly number[], other: readonly number[]) => void

class PairList {
  readonly #rows: number[] = []
  readonly #starts: number[] = [0]

  /** Adds a pair unless one of its texts has no known word. */
  add: Add = (one, other) => {
    if (one.length === 0 || other.length === 0) return
    for (const text of [one, other]) {
      for (const row of text) this.#rows.push(row)
      this.#starts.push(this.#rows.length)
    }
  }

  toPairs(): Pairs {
    const starts = Int32Array.from(this.#starts)
    return { count: (starts.length - 1) / 2, rows: Int32Array.from(this.#rows), starts }
  }
}

// Hypernym, similar, derivation, pertainym, part of, see also: the lemmas at both ends are near words.
const nearWords = new Set(['@', '&', '+', '\\', '#p', '^'])
// Domain pointers (`;c`, `-c`) join a word to a field of knowledge, which is not its meaning.
const isDomain = (symbol: string): boolean => /^[;-]/.test(symbol)

const mostLemmas = 3
const mostSynonyms = 4

/** One of so many synsets keeps its examples and links out of training, to be judged by. */
const heldOutEvery = 100

/**
 * Training pairs from WordNet: lemma and definition, example and definition, definition and linked definition,
 * synonyms and near words; and the held-out pairs, which no training saw.
 */
export const makePairs = (
  synsets: readonly Synset[],
  vocabulary: Vocabulary,
  longestText: number,
): { readonly training: Pairs; readonly heldOut: Pairs } => {
  const read = (text: string): number[] => rowsOf(text, vocabulary).slice(0, longestText)
  const training = new PairList()
  const heldOut = new PairList()
  const isHeldOut = (synset: number): boolean => synset % heldOutEvery === 0
  const definitions = synsets.map(({ definition }) => read(definition))
  const entries = synsets.map(({ lemmas, definition }) => read(`${lemmas.join(' ')} ${definition}`))

  const addDefinitions = ({ lemmas }: Synset, i: number): void => {
    for (const lemma of lemmas.slice(0, mostLemmas)) training.add(read(lemma), definitions[i]!)
  }
  const addExamples = ({ examples }: Synset, i: number): void => {
    const list = isHeldOut(i) ? heldOut : training
    for (const example of examples) list.add(read(example), entries[i]!)
  }
  const addLinks = ({ links }: Synset, i: number): void => {
    for (const { symbol, target, lexical } of links) {
      if (lexical || isDomain(symbol) || target < i) continue
      const list = isHeldOut(i) || isHeldOut(target) ? heldOut : training
      list.add(definitions[i]!, entries[target]!)
    }
  }
  const addSynonyms = ({ lemmas, links }: Synset, i: number): void => {
    const [first = '', ...others] = lemmas.slice(0, mostSynonyms + 1)
    let before = first
    for (const lemma of others) {
      training.add(read(before), read(lemma))
      before = lemma
    }
    for (const { symbol, target } of links) {
      if (nearWords.has(symbol) && target > i)
        training.add(read(first), read(synsets[target]!.lemmas[0] ?? ''))
    }
  }
  synsets.forEach((synset, i) => {
    addDefinitions(synset, i)
    addExamples(synset, i)
    addLinks(synset, i)
    addSynonyms(synset, i)
  })
  return { training: training.toPairs(), heldOut: heldOut.toPairs() }
}
