import { type Command, InvalidArgumentError } from 'commander'
import type { DuplicateReport } from '#contract/duplicates'
import type { ResolvedConfig } from '../config.ts'
import type { ProgramFiles } from '../program-files.ts'
import { type ReadingOptions, withReadingEngine } from './with-engine.ts'

const likeness = (text: string): number => {
  const value = Number(text)
  if (text.trim() !== '' && value >= 0.5 && value <= 1) return value
  throw new InvalidArgumentError('a similarity is a number from 0.5 to 1')
}

const whole = (text: string): number => {
  const value = Number(text)
  if (/^\d+$/.test(text) && value >= 1 && value <= 1_000_000) return value
  throw new InvalidArgumentError('it is a whole number from 1 to 1000000')
}

interface DuplicateFlags {
  readonly similarity: number
  readonly sample: number
  readonly exact?: boolean
  readonly json?: boolean
}

/** `soma duplicates`: which memories say the same. It reads only. */
export const addDuplicatesCommand = (
  program: Command,
  { files, settings }: { readonly files: ProgramFiles; readonly settings: () => ResolvedConfig },
): void => {
  program
    .command('duplicates')
    .description('clusters of memories that are alike, the most alike first')
    .option('--similarity <number>', 'least cosine of two memories that count as alike', likeness, 0.95)
    .option('--sample <number>', 'memories to look at, at most', whole, 100_000)
    .option('--exact', 'compare with every vector: slow, and misses nothing')
    .option('--json', 'print the whole report as JSON')
    .action((flags: DuplicateFlags) => duplicates({ config: settings(), files }, flags))
}

/** @throws StartError */
export const duplicates = async (
  options: ReadingOptions,
  { json = false, exact = false, ...flags }: DuplicateFlags,
): Promise<void> => {
  const report = await withReadingEngine(options, async (engine, namespace) => {
    const query = { namespace, ...flags, exact, limit: 1000 }
    for await (const item of engine.duplicates.search.find(query, new AbortController().signal)) {
      if (item.type === 'result') return item.report
    }
    throw new Error('the search ended without a result')
  })
  process.stdout.write(json ? `${JSON.stringify(report, null, 2)}\n` : textOf(report))
}

const textOf = ({ clusters, total, inClusters, looked, memories }: DuplicateReport): string => {
  const lines = clusters.flatMap(({ members, size, least, most }) => [
    `${size} memories, ${least.toFixed(3)} to ${most.toFixed(3)} alike`,
    ...members.map(({ coordinate, title }) => `  ${coordinate.join(', ')}  ${title}`),
    ...(size > members.length ? [`  and ${size - members.length} more`] : []),
  ])
  const listed = clusters.length < total ? `, of which ${clusters.length} are listed` : ''
  return `${[...lines, `${total} clusters of ${inClusters} memories${listed}; looked at ${looked} of ${memories}`].join('\n')}\n`
}
