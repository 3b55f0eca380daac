import type { SomaHandlers } from '#contract/index'
import type { Log } from '#engine/ports'
import type { AppLog } from '../log.ts'
import type { Composition } from './compose.ts'
import { forwarding } from './forwarding.ts'

type OpeningLog = Log & Pick<AppLog, 'conceal'>

/** What somebody outside needs of a composition. */
export type Opening = Pick<Composition, 'handlers'> & { readonly log: OpeningLog }

/**
 * Stands for a composition that is still being made: a call waits for it, and fails as it fails. So a window can show its
 * page meanwhile.
 */
export const openingOf = (composing: Promise<Composition>): Opening => {
  let handlers: SomaHandlers | undefined
  const coming = composing.then((composition) => {
    handlers = composition.handlers
  })
  // Who called is told; without a call there is nobody to be told here.
  coming.catch(() => undefined)
  return {
    handlers: forwarding(
      () => handlers as SomaHandlers,
      () => (handlers === undefined ? coming : undefined),
    ),
    log: waitingLog(composing.then(({ log }) => log)),
  }
}

/** Where the log never comes, whoever starts the program is told why. */
const waitingLog = (coming: Promise<OpeningLog>): OpeningLog => {
  coming.catch(() => undefined)
  const later = (tell: (log: OpeningLog) => void): void => void coming.then(tell, () => undefined)
  const say =
    (level: keyof Log): Log[keyof Log] =>
    (...told) =>
      later((log) => log[level](...told))
  return {
    ...{ info: say('info'), warn: say('warn'), error: say('error') },
    conceal: (secret) => later((log) => log.conceal(secret)),
  }
}
