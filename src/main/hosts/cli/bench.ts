import type { Command } from 'commander'
import type { BenchReport, QuerySource } from '#contract/tuning'
import { StartError } from '../start-error.ts'
import { choiceArgument, numbersArgument, wholeArgument } from './arguments.ts'
import { benchTable } from './bench-table.ts'
import { say, sayJson, tellProgress } from './print.ts'
import { type ReadingOptions, withReadingEngine } from './with-engine.ts'
import type { CommandOptions } from './with-handlers.ts'

interface BenchFlags {
  readonly queries: 'random' | 'saved'
  readonly count: number
  readonly seed: number
  readonly depth: number
  readonly beams?: number[]
  readonly candidates?: number[]
  readonly changes: number
  readonly json?: boolean
}

/** `soma bench`: how good, quick and large the index of a namespace is. All of it is tried on a copy. */
export const addBenchCommand = (program: Command, { files, settings }: CommandOptions): void => {
  program
    .command('bench')
    .description('recall, times, build, changes and memory of the vector index, on a copy of the namespace')
    .option(
      '--queries <source>',
      'random (of stored texts) or saved',
      choiceArgument('random', 'saved'),
      'random',
    )
    .option('--count <number>', 'random queries', wholeArgument(10, 1000), 200)
    .option('--seed <number>', 'which random queries', wholeArgument(0, 2_147_483_647), 1)
    .option('--depth <number>', 'neighbours that each search asks for', wholeArgument(10, 200), 10)
    .option('--beams <numbers>', 'beam widths to try too, parted by commas', numbersArgument(1))
    .option('--candidates <numbers>', 'candidate caps to try too, parted by commas', numbersArgument(1))
    .option(
      '--changes <number>',
      'vectors that are taken out and put in again',
      wholeArgument(0, 10_000),
      1000,
    )
    .option('--json', 'print the whole report as JSON')
    .action(async (flags: BenchFlags) => {
      const config = settings()
      const report = await measured({ config, files }, flags)
      if (flags.json === true) sayJson({ namespace: config.namespace, ...report })
      else say(benchTable(report))
    })
}

/** @throws StartError */
const measured = (options: ReadingOptions, flags: BenchFlags): Promise<BenchReport> =>
  withReadingEngine(options, async ({ tuning }, namespace) => {
    const { queries: from, count, seed, depth, beams, candidates, changes } = flags
    const queries: QuerySource = from === 'saved' ? { from } : { from, count, seed }
    const asked = { namespace, queries, depth, beams, candidates, changes }
    for await (const item of tuning.bench(asked, new AbortController().signal)) {
      if (item.type === 'result') return item.report
      tellProgress(item.total > 1 ? `${item.stage}, ${item.done} of ${item.total}` : item.stage)
    }
    throw new StartError('The bench ended without a result.')
  })
