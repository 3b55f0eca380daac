import { parseArgs } from 'node:util'
import { FractalIndex } from '#engine/fractal/fractal-index'
import { chooseKernel } from '#engine/fractal/kernel/choose-kernel'
import { type DataSet, openDataSet } from './data/data-set.ts'
import { synthetic } from './data/synthetic.ts'
import { cpuSeconds } from './measure/cpu-seconds.ts'
import { timeCalls } from './measure/measure-changes.ts'
import { median, quantile } from './measure/quantile.ts'
import { prepareAll, recallOfAll, takeTurn } from './measure/turn.ts'
import { writeResults } from './report.ts'
import { batchesOf, putBatch, removeBatch, space } from './systems/vector-batch.ts'

/**
 * What becomes of our index as it grows from a thousand rows to a million: `npm run bench:growth`, for a shorter one
 * `-- --sizes 1000,10000`.
 */

const profiles = ['fast', 'balanced', 'high_recall'] as const
type Profile = (typeof profiles)[number]

const rounds = 5
const limitMs = 20_000
/** The truth of a thousand queries in a million rows would take ten minutes. */
const queriesFor = (n: number): number => (n > 200_000 ? 200 : 1000)

const { values } = parseArgs({
  options: {
    sizes: { type: 'string', default: '1000,10000,100000,1000000' },
    dimension: { type: 'string', default: '384' },
  },
})
const sizes = values.sizes.split(',').map(Number)
const dimension = Number(values.dimension)

const residentBytes = (): number => {
  globalThis.gc?.()
  globalThis.gc?.()
  return process.memoryUsage.rss()
}

const round = (value: number, digits = 0): number => Number(value.toFixed(digits))

const build = (data: DataSet, profile: Profile) => {
  const index = new FractalIndex({ dimension, kernel: chooseKernel(), seed: 1, settings: { profile } })
  const before = residentBytes()
  const started = cpuSeconds()
  for (const batch of batchesOf(data.base, { dimension })) index.apply(batch)
  index.settle()
  const buildCpuSeconds = cpuSeconds() - started
  return { index, buildCpuSeconds, residentShare: (residentBytes() - before) / data.base.byteLength }
}

const searchFigures = (index: FractalIndex, data: DataSet) => {
  const searches = prepareAll((vector) => (k) => index.search({ space, vector, k }).keys, data)
  const recall = recallOfAll(searches, data, { limitMs })
  const turns = Array.from({ length: rounds }, () => takeTurn(searches, { limitMs }))
  const micros = turns.flatMap((turn) => turn.micros)
  return {
    recall: round(recall, 4),
    QPS: round(median(turns.map(({ qps }) => qps))),
    'p50 us': round(quantile(micros, 0.5)),
    'p99 us': round(quantile(micros, 0.99)),
  }
}

const changeFigures = (index: FractalIndex, { later, n }: DataSet) => {
  const settle = (): void => index.settle()
  const insert = (i: number): void => index.apply(putBatch(later[i]!, n + i, dimension))
  const inserts = timeCalls(later.length, insert, settle)
  const deletes = timeCalls(later.length, (i) => index.apply(removeBatch(n + i, dimension)), settle)
  return {
    'insert p50 us': round(inserts.p50Micros, 1),
    'insert p99 us': round(inserts.p99Micros, 1),
    'insert worst us': round(inserts.worstMicros),
    'inserts per CPU s': round(inserts.rate),
    'delete p50 us': round(deletes.p50Micros, 1),
    'delete p99 us': round(deletes.p99Micros, 1),
  }
}

const measure = (data: DataSet, profile: Profile) => {
  const { index, buildCpuSeconds, residentShare } = build(data, profile)
  const bytes = index.stats().bytes / data.base.byteLength
  const figures = {
    n: data.n,
    profile,
    'build CPU s': round(buildCpuSeconds, 2),
    ...searchFigures(index, data),
    ...changeFigures(index, data),
    'bytes over raw': round(bytes, 3),
    'RSS over raw': round(residentShare, 3),
  }
  index.close()
  return figures
}

const rows: ReturnType<typeof measure>[] = []
for (const n of sizes) {
  const data = await openDataSet(synthetic(dimension), { n, queryLimit: queriesFor(n) })
  for (const profile of profiles) rows.push(measure(data, profile))
}
const narrow = (pattern: RegExp) =>
  rows.map((row) =>
    Object.fromEntries(
      Object.entries(row).filter(([key]) => key === 'n' || key === 'profile' || pattern.test(key)),
    ),
  )
console.log(`\nsynthetic rows of ${dimension}, k = 10, at the profile's own settings`)
console.table(narrow(/build|recall|QPS|^p\d|over/))
console.table(narrow(/insert|delete/))
writeResults({ command: 'npm run bench:growth --', file: `growth-${sizes.at(-1)}` }, { dimension, rows })
