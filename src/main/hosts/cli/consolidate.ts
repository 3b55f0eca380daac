import type { Command } from 'commander'
import type { ConsolidationPreview } from '#contract/life'
import { numberArgument, shareArgument, wholeArgument } from './arguments.ts'
import type { LifeCommandOptions } from './life.ts'
import { looking, progressOf, resultOf, writing } from './with-engine.ts'

interface ConsolidateFlags {
  readonly hours?: number
  readonly threshold: number
  readonly least: number
  readonly chat?: boolean
  readonly dryRun?: boolean
}

/** `soma consolidate`: episodes that say about the same become facts that are linked to them. */
export const addConsolidateCommand = (program: Command, options: LifeCommandOptions): void => {
  program
    .command('consolidate')
    .description('sum up recent related episodes as semantic memories; the episodes stay')
    .option('--hours <number>', 'only episodes of the last hours', numberArgument)
    .option('--threshold <cosine>', 'least likeness of a group, 0 to 1', shareArgument, 0.6)
    .option('--least <number>', 'episodes that make a group', wholeArgument(2, 100), 2)
    .option('--chat', 'let the language model of memory_enterprise.consolidation sum up')
    .option('--dry-run', 'only show what would be stored')
    .action(({ dryRun = false, ...flags }: ConsolidateFlags) =>
      dryRun
        ? looking(options, async ({ life }, namespace) =>
            shown(await previewOf(life.consolidation, namespace, flags)),
          )
        : writing(options, async ({ life }, namespace) => {
            const preview = await previewOf(life.consolidation, namespace, flags)
            const groups = preview.groups.map(({ title, summary, sources }) => {
              return { title, summary, sources: sources.map(({ memory }) => memory.coordinate) }
            })
            if (groups.length === 0) return { ...shown(preview), seq: 0, coordinates: [] }
            const { seq, coordinates } = await life.consolidation.write({ namespace, groups }, 'cli')
            return { ...shown(preview), seq, coordinates }
          }),
    )
}

interface Previewing {
  preview(
    window: {
      readonly namespace: string
      readonly from?: number
      readonly threshold: number
      readonly least: number
      readonly by: 'extract' | 'chat'
    },
    signal: AbortSignal,
  ): AsyncIterable<
    | { readonly type: 'progress'; readonly done: number; readonly total: number }
    | { readonly type: 'result'; readonly preview: ConsolidationPreview }
  >
}

const previewOf = async (
  consolidation: Previewing,
  namespace: string,
  { hours, threshold, least, chat = false }: ConsolidateFlags,
): Promise<ConsolidationPreview> => {
  const since = hours === undefined ? {} : { from: Date.now() / 1000 - hours * 3600 }
  const window = { namespace, ...since, threshold, least, by: chat ? 'chat' : 'extract' } as const
  return (await resultOf(progressOf(consolidation.preview(window, new AbortController().signal)))).preview
}

const shown = ({ groups, ...counts }: ConsolidationPreview) => ({
  ...counts,
  groups: groups.map(({ sources, ...group }) => ({
    ...group,
    sources: sources.map(({ memory, similarity }) => ({ coordinate: memory.coordinate, similarity })),
  })),
})
