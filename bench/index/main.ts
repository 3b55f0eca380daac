import { type DataSet, openDataSet } from './data/data-set.ts'
import { sourceOf } from './data/sources.ts'
import { measureChanges } from './measure/measure-changes.ts'
import { measureFilters } from './measure/measure-filters.ts'
import { measureMemory } from './measure/measure-memory.ts'
import { measureSearch } from './measure/measure-search.ts'
import { measureStorage } from './measure/measure-storage.ts'
import { parts as allParts, type BenchOptions, type Part, readOptions } from './options.ts'
import { type BenchReport, printReport, ratiosOf, writeResults } from './report.ts'
import type { SystemKind } from './system.ts'
import { type Built, buildOrLoad } from './systems/built-index.ts'
import { systemKinds } from './systems/system-kinds.ts'

/**
 * Our vector index beside others: all in one process and one thread, in turns. See `options.ts` for what can be asked
 * and `measure/measure-search.ts` for the rule by which settings are chosen.
 */

interface Started extends Built {
  readonly kind: SystemKind
}

/** One line, without where this checkout is. */
const reasonOf = (error: unknown): string => {
  const [line = ''] = String(error instanceof Error ? error.message : error).split('\n')
  return line.replaceAll(`${process.cwd()}/`, '')
}

/** A whole name means that system alone; the beginning of one means all that begin so. */
const isMeant = (name: string, asked: string): boolean =>
  systemKinds.some((kind) => kind.name === asked) ? name === asked : name.startsWith(asked)

/** What cannot be had here is left out, and said to be. */
const startAll = async (data: DataSet, { systems, rebuild }: BenchOptions) => {
  const kinds = systemKinds.filter(
    ({ name }) => systems.length === 0 || systems.some((asked) => isMeant(name, asked)),
  )
  const started: Started[] = []
  const skipped: { name: string; why: string }[] = []
  for (const kind of kinds) {
    try {
      started.push({ kind, ...(await buildOrLoad(kind, data, { rebuild })) })
    } catch (error) {
      const why = reasonOf(error)
      console.log(`${kind.name} is left out: ${why}`)
      skipped.push({ name: kind.name, why })
    }
  }
  return { started, skipped }
}

const storageOf = async (started: readonly Started[], data: DataSet) => {
  const figures = []
  for (const { kind, system } of started) {
    const options = { dimension: data.dimension, capacity: data.n + data.later.length }
    const rawBytes = data.base.byteLength
    figures.push(await measureStorage({ kind, system }, { options, rawBytes, query: data.queries[0]! }))
  }
  return figures.filter((one) => one !== undefined)
}

const options = readOptions(process.argv.slice(2))
const { data: name, n, dimension, parts, rounds } = options
const asks = (part: Part): boolean => parts.has(part)
const data = await openDataSet(sourceOf(name, dimension), { n })
const { started, skipped } = await startAll(data, options)
const names = started.map(({ kind }) => kind.name)

// In this order: changes come when nothing else is to be measured on what they leave.
const search = asks('search') ? measureSearch(started, data, { rounds }) : []
const filters = asks('filters') ? measureFilters(started, data) : []
const storage = asks('storage') ? await storageOf(started, data) : []
const changes = asks('changes')
  ? started.map(({ system }) => measureChanges(system, data)).filter((one) => one !== undefined)
  : []
for (const { system } of started) system.close()
const memory = asks('memory') ? await measureMemory(names, { data: name, n: data.n, dimension }) : []

const report: BenchReport = {
  data: { name: data.name, n: data.n, dimension: data.dimension },
  builds: started.map(({ system, buildCpuSeconds, earlier }) => ({
    name: system.name,
    cpuSeconds: buildCpuSeconds,
    earlier,
  })),
  skipped,
  search,
  filters,
  changes,
  storage,
  memory,
}
printReport(report)
// A run of some of it does not take the place of a whole one.
const isWhole = options.systems.length === 0 && allParts.every((part) => part === 'memory' || asks(part))
const file = `index-${name}-${data.n}${isWhole ? '' : '-part'}`
writeResults({ command: 'npm run bench:index --', file }, { ...report, ratios: ratiosOf(search) })
