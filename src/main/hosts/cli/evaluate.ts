import { isAppError } from '#contract/errors'
import type { RunReport } from '#contract/golden'
import type { Engine } from '#engine/index'
import type { Log } from '#engine/ports'
import { openReadingEngine } from '../composition/open-reading-engine.ts'
import type { ResolvedConfig } from '../config.ts'
import type { ProgramFiles } from '../program-files.ts'
import { StartError } from '../start-error.ts'
import { reportTable } from './report-table.ts'

export interface EvaluateOptions {
  readonly config: ResolvedConfig
  readonly files: ProgramFiles
  readonly set: string
  readonly k: number
  /** Mean recall at k that is asked for. */
  readonly minRecall: number
  readonly json?: boolean
}

/**
 * Runs a golden set and prints what it found. Reads only, so it may run beside the app, whose trend it leaves alone.
 * @returns false where recall is below what was asked for
 * @throws StartError
 */
export const evaluate = async (options: EvaluateOptions): Promise<boolean> => {
  const { config, files, set, k, minRecall, json = false } = options
  const { namespace } = config
  const engine = await openReadingEngine({ config, files, log: warnings })
  try {
    const report = await runOf(engine, { namespace, set }, k)
    const told = json ? JSON.stringify({ namespace, set, ...report }, null, 2) : reportTable(set, report)
    process.stdout.write(`${told}\n`)
    return recallOf(report, set) >= minRecall
  } finally {
    await engine.close()
  }
}

const runOf = async (
  { golden: { sets, runner }, namespaces }: Engine,
  place: { readonly namespace: string; readonly set: string },
  k: number,
): Promise<RunReport> => {
  try {
    const items = runner.run(place, { k, settings: {}, keep: false }, new AbortController().signal)
    for await (const item of items) if (item.type === 'result') return item.report
    throw new Error('the run ended without a result')
  } catch (error) {
    if (!isAppError(error)) throw error
    const isSet = error.code === 'golden/not-found'
    const there = isSet ? await sets.sets(place.namespace) : await namespaces.list()
    const names = there.map(({ name }) => name).join(', ') || 'none'
    throw new StartError(
      `${error.message} There are: ${names}. Name one with ${isSet ? '--set' : '--namespace'}.`,
    )
  }
}

const recallOf = ({ summary: { measures } }: RunReport, set: string): number => {
  if (measures !== null) return measures.recallK
  throw new StartError(
    `The golden set "${set}" expects no memory that lives, so there is no recall to compare.`,
  )
}

const tell = (message: string, details: object = {}): void =>
  void process.stderr.write(`soma: ${message} ${JSON.stringify(details)}\n`)

const warnings: Log = { info: () => {}, warn: tell, error: tell }
