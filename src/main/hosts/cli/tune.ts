import type { Command } from 'commander'
import { type QuerySource, SWEEP_DEPTH } from '#contract/tuning'
import { cheapestHolding } from '#engine/tuning/pareto'
import type { SweepItem } from '#engine/tuning/tuning'
import type { ResolvedConfig } from '../config.ts'
import type { ProgramFiles } from '../program-files.ts'
import { StartError } from '../start-error.ts'
import { choiceArgument, numbersArgument, shareArgument, wholeArgument } from './arguments.ts'
import { tellProgress } from './print.ts'
import { sweepTable } from './sweep-table.ts'
import { type ReadingOptions, withReadingEngine } from './with-engine.ts'

interface SweepFlags {
  readonly queries: 'random' | 'saved'
  readonly count: number
  readonly seed: number
  readonly depth: number
  readonly beams?: number[]
  readonly candidates?: number[]
  readonly centroids?: number[]
  readonly hold: number
  readonly json?: boolean
}

/** `soma tune`: settings of the index, tried on a copy. All of it reads only. */
export const addTuneCommands = (
  program: Command,
  { files, settings }: { readonly files: ProgramFiles; readonly settings: () => ResolvedConfig },
): void => {
  const tune = program.command('tune').description('settings of the vector index, tried on a copy')
  tune
    .command('sweep')
    .description('recall and times of a grid of settings, and the smallest that holds a recall')
    .option(
      '--queries <source>',
      'random (of stored texts) or saved',
      choiceArgument('random', 'saved'),
      'random',
    )
    .option('--count <number>', 'random queries', wholeArgument(10, 1000), 200)
    .option('--seed <number>', 'which random queries', wholeArgument(0, 2_147_483_647), 1)
    .option('--depth <number>', 'neighbours that each search asks for', wholeArgument(10, 200), SWEEP_DEPTH)
    .option('--beams <numbers>', 'beam widths, parted by commas', numbersArgument(1))
    .option('--candidates <numbers>', 'candidate caps, parted by commas', numbersArgument(1))
    .option('--centroids <numbers>', 'numbers of lists, each built anew on a copy', numbersArgument(2))
    .option('--hold <share>', 'recall at 10 that is to be held', shareArgument, 0.95)
    .option('--json', 'print the whole report as JSON')
    .action((flags: SweepFlags) => sweep({ config: settings(), files }, flags))
}

/** @throws StartError */
const sweep = async (options: ReadingOptions, flags: SweepFlags): Promise<void> => {
  const result = await withReadingEngine(options, async ({ tuning }, namespace) => {
    const { depth, beams, candidates, centroids = [] } = flags
    const asked = { namespace, queries: sourceOf(flags), depth, beams, candidates, centroids }
    for await (const item of tuning.sweep(asked, new AbortController().signal)) {
      if (item.type === 'result') return item
      tell(item)
    }
    throw new StartError('The sweep ended without a result.')
  })
  const { points, hold } = { ...result, ...flags }
  const priced = points.map(({ recall10, p95 }) => ({ recall: recall10.value, cost: p95.value }))
  const holding = cheapestHolding(priced, hold)
  const { type: _, ...report } = result
  const told = flags.json
    ? JSON.stringify({ namespace: options.config.namespace, hold, holding, ...report }, null, 2)
    : sweepTable(report, { hold, holding })
  process.stdout.write(`${told}\n`)
}

const sourceOf = ({ queries, count, seed }: SweepFlags): QuerySource =>
  queries === 'saved' ? { from: 'saved' } : { from: 'random', count, seed }

const tell = (item: Exclude<SweepItem, { type: 'result' }>): void => {
  if (item.type === 'progress' && item.total > 1) tellProgress(`${item.stage}, ${item.done} of ${item.total}`)
}
