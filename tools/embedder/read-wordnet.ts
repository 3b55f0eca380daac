import { readFileSync } from 'node:fs'
import { join } from 'node:path'

export interface Synset {
  readonly lemmas: readonly string[]
  readonly definition: string
  readonly examples: readonly string[]
  readonly links: readonly SynsetLink[]
}

export interface SynsetLink {
  /** WordNet's pointer symbol: `@` hypernym, `&` similar, `+` derivation, ... */
  readonly symbol: string
  /** Number of the other synset. */
  readonly target: number
  /** Between two lemmas rather than between the synsets. */
  readonly lexical: boolean
}

interface RawSynset extends Omit<Synset, 'links'> {
  readonly key: string
  readonly pointers: readonly { readonly symbol: string; readonly key: string; readonly lexical: boolean }[]
}

const parts = [
  ['noun', 'n'],
  ['verb', 'v'],
  ['adj', 'a'],
  ['adv', 'r'],
] as const

/** One line of a data file, see wndb(5WN): offset, kind, lemmas, pointers, and the gloss behind a bar. */
const parseLine = (line: string, part: string): RawSynset => {
  const bar = line.indexOf('|')
  const fields = line.slice(0, bar).trim().split(' ')
  const gloss = line.slice(bar + 1).trim()
  let at = 3
  const take = (): string => fields[at++] ?? ''
  const lemmas = Array.from({ length: Number.parseInt(take(), 16) }, () => {
    const lemma = take()
    take()
    return lemma.replace(/\((?:a|p|ip)\)$/, '').replaceAll('_', ' ')
  })
  const pointers = Array.from({ length: Number(take()) }, () => {
    const [symbol, offset, pos, ends] = [take(), take(), take(), take()]
    return { symbol, key: pos + offset, lexical: ends !== '0000' }
  })
  const quote = gloss.indexOf('"')
  return {
    key: part + (fields[0] ?? ''),
    lemmas,
    pointers,
    definition: (quote < 0 ? gloss : gloss.slice(0, quote)).trim().replace(/[;:,\s]+$/, ''),
    examples: Array.from(gloss.matchAll(/"([^"]+)"/g), (match) => (match[1] ?? '').trim()),
  }
}

const readPart = (folder: string, name: string, part: string): RawSynset[] =>
  readFileSync(join(folder, `data.${name}`), 'latin1')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('  '))
    .map((line) => parseLine(line, part))

/** All synsets of a WordNet `dict` folder: nouns, verbs, adjectives, adverbs, in the order of the files. */
export const readWordnet = (folder: string): Synset[] => {
  const raw = parts.flatMap(([name, part]) => readPart(folder, name, part))
  const numbers = new Map(raw.map(({ key }, i) => [key, i]))
  return raw.map(({ lemmas, definition, examples, pointers }) => ({
    lemmas,
    definition,
    examples,
    links: pointers.flatMap(({ symbol, key, lexical }) => {
      const target = numbers.get(key)
      return target === undefined ? [] : [{ symbol, target, lexical }]
    }),
  }))
}
