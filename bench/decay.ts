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
    sizes: { type: 'string', default: '1000,1000000' },
    rounds: { type: 'string', default: '6' },
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
  stores: 100,
  due: 50,
  seed,
  texts: await sampleSentences(sample),
}

const filled = async (n: number): Promise<string> => {
  const file = join(values.data, `${n}-${seed}.sqlite`)
  if (existsSync(file)) return file
  console.log(`filling ${n.toLocaleString('en')} memories in`)
  rmSync(`${file}.part`, { force: true })
  await fill(`${file}.part`, { n, seed, sample, shape: importanceOf(seed) })
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
  return {
    what,
    memories: n,
    calls: all.length,
    'p50 ms': round(quantile(all, 0.5)),
    'mean ms': round(mean(all)),
    'p95 ms': round(quantile(all, 0.95)),
    'max ms': round(Math.max(...all)),
  }
}

mkdirSync(values.data, { recursive: true })
const measured: Size[] = []
for (const n of sizes) measured.push(await opened(n))
for (let i = 0; i <= plan.rounds; i++) for (const size of measured) await size.sweeps(i > 0)
for (let i = 0; i <= plan.rounds; i++) for (const size of measured) await size.stores(i > 0)

const rows = WHATS.flatMap((what) => measured.map(({ n, times }) => figuresOf(what, n, times)))
const ratios = WHATS.map((what) => {
  const [least, most] = [measured[0], measured.at(-1)].map((size) => size?.times.get(what) ?? [])
  return {
    what,
    'p50 ratio': round(quantile(most ?? [], 0.5) / quantile(least ?? [], 0.5)),
    'mean ratio': round(mean(most ?? []) / mean(least ?? [])),
  }
})
const dated = measured.map(({ n, dated: { all, longest } }) => ({
  memories: n,
  'all dated ms': round(all),
  'longest slice ms': round(longest),
}))
console.table(rows)
console.table(ratios)
console.log('rules changed: every memory is dated anew')
console.table(dated)
writeResults(
  { script: 'bench:decay', file: `decay-${sizes.at(-1)}` },
  { seed, load: loadavg()[0], rows, ratios, dated },
)
for (const size of measured) await size.close()
