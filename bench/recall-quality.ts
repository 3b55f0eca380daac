import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { loadStaticEmbedder } from '#embedders/static/load-static-embedder'
import type { StaticEmbedder } from '#embedders/static/static-embedder'
import { Bm25 } from './recall-quality/bm25.ts'
import { CosineSearch } from './recall-quality/cosine-search.ts'
import { fuse } from './recall-quality/fuse.ts'
import { type Difference, mean, ndcgAt10, pairedDifference } from './recall-quality/measures.ts'
import { fixtureTasks, readSampleTask, readTask, type Task } from './recall-quality/tasks.ts'

/**
 * How well the default embedder, keywords, and the two together find what is right: nDCG@10 x 100 on the labelled
 * tasks, beside the figures that the prototype reached. `node bench/recall-quality.ts [--asset file] [--weight .1]`
 */

/** [vector, BM25, fused] nDCG@10 x 100 of the prototype that the analyzer and the asset must not fall behind. */
const prototype: Readonly<Record<string, readonly [number, number, number]>> = {
  'cve-cwe': [23.9, 33.6, 33.7],
  'fix-cwe': [35.4, 46.2, 46.3],
  'jargon-link': [23.8, 37.5, 38.3],
  'emoji-kw': [21.0, 0.0, 22.6],
}

const depth = 200

interface Scores {
  readonly vector: readonly number[]
  readonly keyword: readonly number[]
  readonly fused: readonly number[]
}

const measure = ({ documents, queries }: Task, embedder: StaticEmbedder, weight: number): Scores => {
  const byCosine = new CosineSearch(embedder, documents)
  const byKeyword = new Bm25(documents)
  const rows = queries.map(({ text, relevant, excluded }) => {
    const vector = byCosine.search(text, depth, excluded)
    const keyword = byKeyword.search(text, depth, excluded)
    return [vector, keyword, fuse(keyword, vector, weight)].map((hits) => ndcgAt10(hits, relevant))
  })
  const column = (i: number): number[] => rows.map((row) => row[i]!)
  return { vector: column(0), keyword: column(1), fused: column(2) }
}

const percent = (value: number): string => (100 * value).toFixed(1)
const signed = ({ mean, low, high }: Difference): string => {
  const [m, l, h] = [mean, low, high].map((value) => `${value < 0 ? '' : '+'}${(100 * value).toFixed(1)}`)
  return `${m} [${l}, ${h}]`
}

const { values: options } = parseArgs({
  options: {
    asset: {
      type: 'string',
      default: fileURLToPath(new URL('../assets/embedder/static-en.bin', import.meta.url)),
    },
    weight: { type: 'string', default: '0.1' },
  },
})

const weight = Number(options.weight)
const embedder = loadStaticEmbedder(options.asset)
console.log(
  `nDCG@10 x 100; fused = ${1 - weight} keywords + ${weight} vector; [95% paired bootstrap interval]`,
)
console.log('| task | queries | vector (prototype) | BM25 (prototype) | fused (prototype) | fused - BM25 |')
console.log('|---|---|---|---|---|---|')
for (const task of [...fixtureTasks.map(readTask), await readSampleTask()]) {
  const scores = measure(task, embedder, weight)
  const reached = [scores.vector, scores.keyword, scores.fused].map((column) => percent(mean(column)))
  const before = prototype[task.name] ?? []
  const cells = reached.map((figure, i) => `${figure} (${before[i]?.toFixed(1) ?? '-'})`)
  const gain = signed(pairedDifference(scores.keyword, scores.fused))
  console.log(`| ${task.name} | ${task.queries.length} | ${cells.join(' | ')} | ${gain} |`)
}
