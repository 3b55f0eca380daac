import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { ChangeFigures } from './measure/measure-changes.ts'
import type { FilterFigures } from './measure/measure-filters.ts'
import type { MemoryFigures } from './measure/measure-memory.ts'
import { levels, type SearchFigures } from './measure/measure-search.ts'
import type { StorageFigures } from './measure/measure-storage.ts'

export interface BuildFigures {
  readonly name: string
  readonly cpuSeconds: number
  readonly earlier: boolean
}

export interface BenchReport {
  readonly data: { readonly name: string; readonly n: number; readonly dimension: number }
  readonly builds: readonly BuildFigures[]
  readonly skipped: readonly { readonly name: string; readonly why: string }[]
  readonly search: readonly SearchFigures[]
  readonly filters: readonly FilterFigures[]
  readonly changes: readonly ChangeFigures[]
  readonly storage: readonly StorageFigures[]
  readonly memory: readonly MemoryFigures[]
}

/** Ours, against which the ratios are. */
const isOurs = (name: string): boolean => name.startsWith('fractal')

const round = (value: number, digits = 0): number => Number(value.toFixed(digits))

/** What a machine is, without its name. */
const machine = () => ({
  cpu: cpus()[0]?.model ?? 'unknown',
  cores: cpus().length,
  memoryGiB: round(totalmem() / 2 ** 30),
  node: process.versions.node,
  platform: `${process.platform}-${process.arch}`,
})

const table = (title: string, rows: readonly object[]): void => {
  if (rows.length === 0) return
  console.log(`\n${title}`)
  console.table(rows)
}

const searchRows = (search: readonly SearchFigures[]): object[] =>
  search.flatMap(({ name, levels: reached, settings }) =>
    levels.map((level) => {
      const figures = reached.find((one) => one.level === level)
      const best = Math.max(...settings.map(({ recall }) => recall))
      if (!figures) return { level, system: name, setting: `not reached, at most ${round(best, 3)}` }
      return {
        level,
        system: name,
        setting: figures.setting,
        recall: round(figures.recall, 4),
        QPS: round(figures.qps),
        'p50 us': round(figures.p50Micros),
        'p95 us': round(figures.p95Micros),
        'p99 us': round(figures.p99Micros),
      }
    }),
  )

/** QPS of ours over that of each peer at each level. */
export const ratiosOf = (search: readonly SearchFigures[]) => {
  const qpsAt = ({ levels: reached }: SearchFigures, level: number) =>
    reached.find((one) => one.level === level)?.qps
  const [ours, peers] = [true, false].map((own) => search.filter(({ name }) => isOurs(name) === own))
  return (ours ?? []).flatMap((own) =>
    (peers ?? []).map((peer) => ({
      ratio: `${own.name} / ${peer.name}`,
      ...Object.fromEntries(
        levels.map((level) => {
          const [a, b] = [qpsAt(own, level), qpsAt(peer, level)]
          return [`at ${level}`, a === undefined || b === undefined ? null : round(a / b, 2)]
        }),
      ),
    })),
  )
}

const changeRows = (changes: readonly ChangeFigures[]): object[] =>
  changes.flatMap(({ name, inserts, deletes }) =>
    [
      { call: 'insert', figures: inserts },
      { call: 'delete', figures: deletes },
    ].flatMap(({ call, figures }) =>
      figures === undefined
        ? []
        : {
            system: name,
            call,
            'per CPU s': round(figures.rate),
            'p50 us': round(figures.p50Micros, 1),
            'p99 us': round(figures.p99Micros, 1),
            'worst us': round(figures.worstMicros),
          },
    ),
  )

/** Shows all that was measured. */
export const printReport = (report: BenchReport): void => {
  const { name, n, dimension } = report.data
  console.log(`\n${name}: ${n} rows of ${dimension}`)
  for (const { name: system, why } of report.skipped) console.log(`${system} is left out: ${why}`)
  table(
    'build',
    report.builds.map(({ name: system, cpuSeconds, earlier }) => ({
      system,
      'CPU s': round(cpuSeconds, 1),
      measured: earlier ? 'build measured earlier' : 'now',
    })),
  )
  table('search, k = 10: chosen on queries 0-399, reported on 400-999', searchRows(report.search))
  table('QPS of ours over that of the others', ratiosOf(report.search))
  table(
    'search among some of the rows, at recall .95',
    report.filters.map(({ name: system, share, setting, recall, qps }) => ({
      'passes %': 100 * share,
      system,
      setting,
      recall: round(recall, 4),
      QPS: round(qps),
    })),
  )
  table('changes, one row at a time', changeRows(report.changes))
  table(
    'storage',
    report.storage.map(({ name: system, saveSeconds, firstAnswerSeconds, fileShare }) => ({
      system,
      'save s': round(saveSeconds, 3),
      'load to first answer s': round(firstAnswerSeconds, 3),
      'file over raw': round(fileShare, 2),
    })),
  )
  table(
    'memory',
    report.memory.map(({ name: system, share, readShare }) => ({
      system,
      'growth over raw, built': round(share, 2),
      'read from its file': readShare === null ? '-' : round(readShare, 2),
    })),
  )
}

const results = fileURLToPath(new URL('../results/', import.meta.url))

interface ResultsName {
  /** What measures it; the arguments come after it. */
  readonly command: string
  readonly file: string
}

/** Writes what was measured, and on what, to bench/results, one file a day. */
export const writeResults = ({ command: measuring, file }: ResultsName, figures: object): void => {
  const now = new Date()
  const day = now.toISOString().slice(0, 10).replaceAll('-', '')
  mkdirSync(results, { recursive: true })
  const path = join(results, `${file}-${day}.json`)
  const command = [measuring, ...process.argv.slice(2)].join(' ')
  writeFileSync(
    path,
    `${JSON.stringify({ command, at: now.toISOString(), machine: machine(), ...figures }, null, 2)}\n`,
  )
  console.log(`\nwritten to bench/results/${file}-${day}.json`)
}
