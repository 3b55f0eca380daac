import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { RecallQuery } from '#contract/recall'
import { loadStaticEmbedder } from '#embedders/static/load-static-embedder'
import { quantile } from '#engine/quality/measures'
import { readSample } from '../src/main/samples/security-review.ts'
import { never, openTestEngine } from '../test/recall/engine.ts'
import { seededRandom } from './seeded-random.ts'

/**
 * Whether why-not is right (REC-5): for random pairs of a query and a memory that it did not return, the suggested change
 * is asked, and must return the memory in the promised place. Half of the pairs are any memory of the shipped sample,
 * the others one that the exact answer has and the index missed, searched with a narrow beam.
 * `node bench/why-not.ts [--pairs 1000] [--seed 7]`
 */

const { values: options } = parseArgs({
  options: { pairs: { type: 'string', default: '1000' }, seed: { type: 'string', default: '7' } },
})
const asset = (name: string): string => fileURLToPath(new URL(`../assets/${name}`, import.meta.url))
const random = seededRandom(Number(options.seed))
const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)] as T

const { memories } = await readSample(asset('sample/security-review.json.gz'))
// Long lists, so that a narrow beam misses something among so few memories.
const test = await openTestEngine(loadStaticEmbedder(asset('embedder/static-en.bin')), {
  settings: { centroids: 24 },
})
await test.engine.namespaces.create('a')
const inputs = memories.map((memory) => ({ ...memory, ifTaken: 'update' as const }))
await test.engine.memories.storeMany('a', inputs, { author: 'bench', action: 'store', summary: 'sample' })
test.settle()

const words = memories.map(({ payload }) => {
  const {
    text = '',
    title = '',
    description = '',
  } = JSON.parse(payload) as Record<string, string | undefined>
  return `${title} ${text} ${description}`.trim().split(/\s+/)
})
const randomQuery = (): RecallQuery => {
  const text = pick(words)
  const start = Math.floor(random() * text.length)
  return RecallQuery.parse({
    namespace: 'a',
    query: text.slice(start, start + 1 + Math.floor(random() * 6)).join(' '),
    k: pick([1, 5, 10, 30]),
    filter: pick([undefined, undefined, { is: 'type', value: 'semantic' }, { is: 'importance', min: 0.5 }]),
    effort: pick([undefined, { beamWidth: 1 }, { beamWidth: 2, maxCandidates: 30 }]),
    weights: pick([undefined, { vector: 1, keyword: 0 }]),
  })
}

const { recall } = test.engine
const placesOf = async (query: RecallQuery): Promise<string[]> =>
  (await recall.search(query, never())).hits.map(({ memory }) => memory.coordinate.join())

const reasons = new Map<string, number>()
const times: number[] = []
const wrong: unknown[] = []
for (let pair = 0; pair < Number(options.pairs); ) {
  const query = randomQuery()
  const returned = new Set(await placesOf(query))
  const among =
    pair % 2 === 0
      ? [pick(memories).coordinate.join()]
      : (await placesOf({ ...query, exact: true })).filter((place) => !returned.has(place))
  if (among.length === 0) {
    // The index missed nothing: any other memory takes the place of one that it did.
    among.push(pick(memories).coordinate.join())
  }
  const place = pick(among)
  if (returned.has(place)) continue
  pair += 1
  const started = performance.now()
  const { reason, change } = await recall.whyNot(query, place.split(',').map(Number), never())
  times.push(performance.now() - started)
  reasons.set(reason.is, (reasons.get(reason.is) ?? 0) + 1)
  const rank = change ? (await placesOf(RecallQuery.parse(change.query))).indexOf(place) + 1 : 0
  if (change === null || rank !== change.rank) wrong.push({ query, place, reason, change, rank })
}
times.sort((a, b) => a - b)
console.log(`${times.length} pairs, ${wrong.length} wrong; reasons`, Object.fromEntries(reasons))
console.log(
  `milliseconds an answer: p50 ${quantile(times, 0.5).toFixed(0)}, p95 ${quantile(times, 0.95).toFixed(0)}`,
)
for (const one of wrong.slice(0, 5)) console.log(JSON.stringify(one))
process.exitCode = wrong.length === 0 ? 0 : 1
