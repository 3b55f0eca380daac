import { copyFileSync, existsSync, mkdirSync, rmSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { programFiles } from '#hosts/program-files'
import { sampleSentences } from './corpus.ts'
import { importanceOf, type Plan, Size, type Times, WHATS, type What } from './decay/costs.ts'
import { fill } from './decay/filled-store.ts'
import { writeResults } from './index/report.ts'

/**
 * What a store and a sweep cost with a thousand memories and with a million (DEC-4, DEC-6): `node bench/decay.ts`, for a
 * shorter one `--sizes 1000,100000`. Both are asked in turn, so that what else the machine does meets both. The engine and
 * SQLite run in this thread; memories are filled in through the store, and only what is stored under measurement is embedded
 * (by hashing, which costs nothing to speak of): neither the vector index nor the model is what is asked about here.
 */
const { values } = parseArgs({
  options: {
    sizes: { type: 'string', default: '1000,30000,1000000' },
    rounds: { type: 'string', default: '20' },
    seed: { type: 'string', default: '1' },
    /** Where filled databases are kept for the next run. */
    data: { type: 'string', default: join(tmpdir(), 'soma-decay-bench') },
  },
})
const sizes = values.sizes.split(',').map(Number)
const seed = Number(values.seed)
const { sample } = programFiles(resolve(import.meta.dirname, '..'))
const plan: Plan = {
  rounds: Number(values.rounds),
  warmUp: 3,
  stores: 30,
  due: 10,
  seed,
  texts: await sampleSentences(sample),
}

const filled = async (n: number): Promise<string> => {
  const file = join(values.data, `${n}-${seed}-${plan.rounds}.sqlite`)
  if (existsSync(file)) return file
  console.log(`filling ${n.toLocaleString('en')} memories in`)
  rmSync(`${file}.part`, { force: true })
  await fill(`${file}.part`, { n, seed, sample, shape: importanceOf({ n, seed, plan }) })
  copyFileSync(`${file}.part`, file)
  rmSync(`${file}.part`)
  return file
}

const opened = async (n: number): Promise<Size> => {
  const [file, copy] = [await filled(n), join(values.data, `${n}-used.sqlite`)]
  for (const end of ['', '-wal', '-shm']) rmSync(`${copy}${end}`, { force: true })
  copyFileSync(file, copy)
  return Size.open(copy, n, plan)
}

const quantile = (times: readonly number[], share: number): number =>
  [...times].sort((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * share))] as number
const mean = (times: readonly number[]): number => times.reduce((sum, time) => sum + time, 0) / times.length
const round = (value: number): number => Number(value.toFixed(3))

const figuresOf = (what: What, n: number, times: Times) => {
  const all = times.get(what) ?? []
  const [wall, cpu] = [all.map((one) => one.wall), all.map((one) => one.cpu)]
  return {
    what,
    memories: n,
    calls: all.length,
    'p50 ms': round(quantile(wall, 0.5)),
    'p95 ms': round(quantile(wall, 0.95)),
    'max ms': round(Math.max(...wall)),
    'CPU ms': round(mean(cpu)),
  }
}

mkdirSync(values.data, { recursive: true })
const measured: Size[] = []
for (const n of sizes) measured.push(await opened(n))
/** Sizes in turn, so that what else the machine does meets all of them. */
const inTurn = async (work: (size: Size, isCounted: boolean) => Promise<void>): Promise<void> => {
  for (let i = 0; i < plan.warmUp + plan.rounds; i++) {
    for (const size of measured) await work(size, i >= plan.warmUp)
  }
}
await inTurn((size, isCounted) => size.nothingDue(isCounted))
await inTurn((size, isCounted) => size.someDue('sweep, due were made together', isCounted))
await inTurn((size, isCounted) => size.someDue('sweep, due are scattered', isCounted))
await inTurn((size, isCounted) => size.stores(isCounted))

const rows = WHATS.flatMap((what) => measured.map(({ n, times }) => figuresOf(what, n, times)))
const ratios = WHATS.flatMap((what) => {
  const of = rows.filter((row) => row.what === what)
  const most = of.at(-1)
  return of.slice(0, -1).map((less) => ({
    what,
    memories: `${most?.memories} / ${less.memories}`,
    'p50 ms': round((most?.['p50 ms'] ?? 0) / less['p50 ms']),
    'CPU ms': round((most?.['CPU ms'] ?? 0) / less['CPU ms']),
  }))
})
const dated = measured.map(({ n, dated: { waited, all, longest } }) => ({
  memories: n,
  'who set the rules waited ms': round(waited),
  'all dated ms': round(all),
  'longest slice ms': round(longest),
}))
console.table(rows)
console.table(ratios)
console.log('rules changed: every memory is dated anew')
console.table(dated)
writeResults(
  { command: 'node bench/decay.ts', file: `decay-${sizes.at(-1)}` },
  { seed, load: loadavg()[0], rows, ratios, dated },
)
for (const size of measured) await size.close()
