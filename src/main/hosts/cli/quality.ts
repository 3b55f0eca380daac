import type { Command } from 'commander'
import type { WatchPoint, WatchState } from '#contract/quality'
import type { Estimate } from '#contract/tuning'
import type { ResolvedConfig } from '../config.ts'
import type { ProgramFiles } from '../program-files.ts'
import { withReadingEngine } from './with-engine.ts'

/** As of a golden set that finds less than it should. */
const EXIT_BELOW_TARGET = 4

interface WatchFlags {
  readonly measure?: boolean
  readonly json?: boolean
}

/** `soma quality`: what the watch of recall knows. */
export const addQualityCommands = (
  program: Command,
  { files, settings }: { readonly files: ProgramFiles; readonly settings: () => ResolvedConfig },
): void => {
  const quality = program.command('quality').description('whether searches still find what is nearest')
  quality
    .command('watch')
    .description(
      `recall as the app measured it last; exit code ${EXIT_BELOW_TARGET} while it is below its target`,
    )
    .option('--measure', 'ask the kept queries again now, without keeping what comes of it')
    .option('--json', 'print all of it as JSON')
    .action((flags: WatchFlags) => showWatch({ config: settings(), files }, flags))
}

const atOnce = async (): Promise<void> => {}

const showWatch = async (
  options: { readonly config: ResolvedConfig; readonly files: ProgramFiles },
  { measure = false, json = false }: WatchFlags,
): Promise<void> => {
  const { state, measured } = await withReadingEngine(options, async ({ watch }, namespace) => {
    const { signal } = new AbortController()
    const looking = { wait: atOnce, signal, isUrgent: true, isOnlyLooking: true }
    const point = measure ? await watch.measure(namespace, looking) : null
    return { state: await watch.state(namespace), measured: point }
  })
  const point = measured ?? state.latest
  const report = { namespace: options.config.namespace, ...state, measured }
  process.stdout.write(`${json ? JSON.stringify(report, null, 2) : told(state, point)}\n`)
  const isBelow = measured === null ? state.alert !== null : measured.recall10.high < state.target
  if (isBelow) process.exitCode = EXIT_BELOW_TARGET
}

const told = (state: WatchState, point: WatchPoint | null): string => {
  const { queries, size, target, alert } = state
  const kept = `${queries} of at most ${size} queries kept`
  if (point === null) return `${WHY[state.state]}\n${kept}`
  return [
    `recall@1  ${shown(point.recall1)}`,
    `recall@5  ${shown(point.recall5)}`,
    `recall@10 ${shown(point.recall10)}  target ${target}`,
    `search    p50 ${point.p50.toFixed(2)} ms, p95 ${point.p95.toFixed(2)} ms, beam ${point.beamWidth}, candidates ${point.maxCandidates}`,
    `measured  ${new Date(point.at * 1000).toISOString()} with ${point.queries} queries over ${point.vectors} vectors; ${kept}`,
    ...(alert === null
      ? []
      : [`ALERT     below the target since ${new Date(alert.since * 1000).toISOString()}`]),
  ].join('\n')
}

const shown = ({ value, low, high }: Estimate): string =>
  `${value.toFixed(3)} (${low.toFixed(3)} to ${high.toFixed(3)})`

const WHY: Readonly<Record<WatchState['state'], string>> = {
  off: 'The watch is off: quality.watch.enabled.',
  exact: 'Every search compares with all vectors, so nothing is missed and nothing is measured.',
  few: 'Nothing was measured yet: too few queries were asked.',
  loading: 'The vectors are still being loaded, or their lists built.',
  watching: 'Nothing was measured yet; the app measures in idle time, --measure does now.',
}
