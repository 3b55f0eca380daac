import { compose, REST_WITH_WINDOW } from '../composition/compose.ts'
import { openingOf } from '../composition/opening.ts'
import type { ResolvedConfig } from '../config.ts'
import { HttpDoor } from '../http/http-door.ts'
import { Metrics } from '../metrics/metrics.ts'
import type { ProgramFiles } from '../program-files.ts'
import { TerminalCodes } from '../reach/terminal-codes.ts'
import { openInBrowser } from './open-in-browser.ts'
import { saySentence } from './print.ts'

/** A call that does not end must not keep the program from ending; what is committed is safe. */
const CLOSE_MS = 5000

/** Runs the browser edition until it is told to stop. */
export const serve = async (options: {
  config: ResolvedConfig
  /** The connection to begin with, by its id; the one that was open last if none is named. */
  connection: string | undefined
  files: ProgramFiles
  version: string
  open: boolean
  /** Whether there is a page, or only programs are answered. */
  ui: boolean
}): Promise<void> => {
  const { config, connection, files, version, ui } = options
  const metrics = new Metrics({ process: true })
  const door = new HttpDoor({ config, files, version, metrics, opens: ui ? 'page' : 'programs' })
  const composing = compose({
    ...{ config, connection, files, version, metrics, door },
    person: new TerminalCodes({
      print: (text) => void process.stderr.write(`${text}\n`),
      now: () => performance.now() / 1000,
    }),
    edition: 'browser',
    rest: REST_WITH_WINDOW,
  })
  // The page loads while the store is opened; what it asks meanwhile waits.
  const opening = openingOf(composing)
  const failed = composing.then(() => new Promise<never>(() => {}))
  const url = await Promise.race([door.openForGood(opening), failed]).catch(async (error: unknown) => {
    await composing.then(
      (composition) => composition.close(),
      () => undefined,
    )
    throw error
  })
  // A fault in one call must not take the others down with it: what is committed is safe, and the log has the fault.
  process.on('unhandledRejection', (reason) => {
    opening.log.error('a promise was rejected and nobody looked', {
      reason: String((reason as Error)?.stack ?? reason),
    })
  })
  const { origin } = new URL(url)
  if (ui) saySentence(`Soma Inspector is at ${url}`, { url })
  else saySentence(`Soma answers programs at ${origin}, and says how at ${origin}/docs`, { url: origin })
  if (options.open && ui) openInBrowser(url)
  const asked = stopped()
  void asked.then(() => setTimeout(() => process.exit(1), CLOSE_MS).unref())
  const composition = await composing.catch(async (error: unknown) => {
    await door.close()
    throw error
  })
  composition.announce(origin)
  await asked
  await door.close()
  await composition.close()
}

/** Resolves at the first Ctrl-C or request to end; a second one ends at once. */
const stopped = (): Promise<void> =>
  new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve())
  })
