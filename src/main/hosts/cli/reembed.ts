import { existsSync } from 'node:fs'
import type { EmbedderChange, EmbedderSettings } from '#contract/embedders'
import { isError } from '#contract/errors'
import { type Composition, compose } from '../composition/compose.ts'
import type { ResolvedConfig } from '../config.ts'
import type { ProgramFiles } from '../program-files.ts'
import { StartError } from '../start-error.ts'
import { confirmProduction } from './confirm-production.ts'
import { isQuiet } from './print.ts'

interface ReembedOptions {
  readonly config: ResolvedConfig
  readonly files: ProgramFiles
  readonly version: string
  /** What to change to; null goes on with a change that is under way. */
  readonly settings: EmbedderSettings | null
}

/**
 * Makes all vectors anew while no app has the database open, and tells on the error stream how it gets on. What ends it
 * early loses nothing: the app, or the same command, goes on where it was.
 */
export const reembed = async ({ config, files, version, settings }: ReembedOptions): Promise<void> => {
  if (config.mode === 'on_demand' || !existsSync(config.database)) {
    throw new StartError(`There is no database at ${config.database}. Start the app once with "npm start".`)
  }
  await confirmProduction(config)
  const composition = await compose({ config, files, version, edition: 'browser' })
  const stop = new AbortController()
  const end = (): void => stop.abort()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, end)
  try {
    await begin(composition, settings)
    await follow(composition, stop.signal)
  } finally {
    await composition.close()
  }
}

const context = (signal: AbortSignal = new AbortController().signal) => ({ client: 'cli', signal })

const begin = async ({ handlers }: Composition, settings: EmbedderSettings | null): Promise<void> => {
  if (settings === null) {
    const { change } = await handlers.embedders.state({}, context())
    if (change !== null) await handlers.embedders.resume({}, context())
    return
  }
  try {
    await handlers.embedders.change({ settings }, context())
  } catch (error) {
    if (!isError(error, 'embedder/in-use')) throw error
  }
}

const follow = async ({ handlers }: Composition, signal: AbortSignal): Promise<void> => {
  const tell = teller()
  const events = handlers.changes.events({}, context(signal))[Symbol.asyncIterator]()
  for (;;) {
    const { change, active } = await handlers.embedders.state({}, context())
    if (change === null) return tell.last(`The vectors in use are those of ${active.id}.`)
    if (signal.aborted) {
      return tell.last(
        `Stopped at ${percentOf(change)}. The app goes on with it, and so does "soma reembed".`,
      )
    }
    tell.now(lineOf(change))
    await events.next()
  }
}

const percentOf = ({ done, total }: EmbedderChange): string =>
  `${total === 0 ? 100 : Math.floor((done / total) * 100)} %`

const lineOf = (change: EmbedderChange): string => {
  const { to, state, stage, done, total, rate, secondsLeft, reason } = change
  const count = `${to.id}: ${done.toLocaleString('en')} of ${total.toLocaleString('en')} (${percentOf(change)})`
  if (state === 'waiting') return `${count}, waits: ${reason}`
  if (stage === 'index') return `${count}, filling the index`
  if (rate === null || secondsLeft === null) return count
  return `${count}, ${Math.round(rate).toLocaleString('en')} a second, ${Math.ceil(secondsLeft)} s left`
}

/** One line that is written over at a terminal, few lines elsewhere. */
const teller = () => {
  const { stderr } = process
  let last = ''
  return {
    now: (text: string): void => {
      const shown = stderr.isTTY ? text : text.replace(/, [\d,]+ a second.*/, '')
      if (shown === last || isQuiet()) return
      last = shown
      stderr.write(stderr.isTTY ? `\r\u001b[K${shown}` : `${shown}\n`)
    },
    last: (text: string): void => {
      stderr.write(stderr.isTTY ? `\r\u001b[K${text}\n` : `${text}\n`)
    },
  }
}
