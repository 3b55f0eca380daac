import type { Command } from 'commander'
import type { GateCalibration } from '#contract/gate'
import type { Engine } from '#engine/index'
import type { ResolvedConfig } from '../config.ts'
import type { ProgramFiles } from '../program-files.ts'
import { StartError } from '../start-error.ts'
import { numberArgument, wholeArgument } from './arguments.ts'
import { sayJson, tellProgress } from './print.ts'
import { type ReadingOptions, withReadingEngine } from './with-engine.ts'

/** `soma gate`: what the write gate says. All of it reads only. */
export const addGateCommands = (
  program: Command,
  { files, settings }: { readonly files: ProgramFiles; readonly settings: () => ResolvedConfig },
): void => {
  const gate = program.command('gate').description('the write gate, as JSON')
  gate
    .command('preview')
    .description('what the gate would say to a text or payload now, without writing')
    .option('--text <text>', 'text that would be embedded')
    .option('--payload <json>', 'payload that would be stored')
    .option('--reward <number>', 'how well it went; only below 0 does it count', numberArgument)
    .action((probe: Probe) => previewGate({ config: settings(), files }, probe))
  gate
    .command('inbox')
    .description('writes that the gate stopped, newest first')
    .option('--limit <number>', 'how many', wholeArgument(1, 500), 50)
    .action(({ limit }: { limit: number }) => listInbox({ config: settings(), files }, limit))
  gate
    .command('calibrate')
    .description('how many stored memories any threshold would have stopped')
    .option('--sample <number>', 'memories to look at', wholeArgument(1, 20_000), 2000)
    .action(({ sample }: { sample: number }) => calibrateGate({ config: settings(), files }, sample))
}

interface Probe {
  readonly text?: string
  readonly payload?: string
  readonly reward?: number
}

/** @throws StartError */
export const previewGate = (options: ReadingOptions, probe: Probe): Promise<void> => {
  if ((probe.text === undefined) === (probe.payload === undefined)) {
    throw new StartError('Give --text, or --payload.')
  }
  return printing(options, ({ gate }, namespace) => gate.preview({ namespace, ...probe }))
}

/** @throws StartError */
export const listInbox = (options: ReadingOptions, limit: number): Promise<void> =>
  printing(options, ({ inbox }, namespace) => inbox.list(namespace, { offset: 0, limit }))

/** @throws StartError */
export const calibrateGate = (options: ReadingOptions, sample: number): Promise<void> =>
  printing(options, async ({ calibration }, namespace) => {
    const items = calibration.run({ namespace, sample }, new AbortController().signal)
    for await (const item of items) {
      if (item.type === 'result') return reportOf(item.report)
      tellProgress(`${item.done} of ${item.total}`)
    }
    throw new Error('the calibration ended without a result')
  })

const SHARES = [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99]

/** Thousands of numbers are for a picture; for a terminal the quantiles say it. */
const reportOf = ({ similarities, novelties, ...rest }: GateCalibration) => {
  const quantiles = (ascending: readonly number[]) =>
    Object.fromEntries(
      SHARES.map((share) => [
        `p${Math.round(share * 100)}`,
        ascending[Math.floor(share * (ascending.length - 1))] ?? null,
      ]),
    )
  return { ...rest, similarity: quantiles(similarities), novelty: quantiles(novelties) }
}

const printing = async (
  options: ReadingOptions,
  ask: (engine: Engine, namespace: string) => Promise<unknown>,
): Promise<void> => {
  sayJson(await withReadingEngine(options, ask))
}
