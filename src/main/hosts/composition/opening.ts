import type { SomaHandlers } from '#contract/index'
import type { Log } from '#engine/ports'
import type { Composition } from './compose.ts'
import { forwarding } from './forwarding.ts'

/** What somebody outside needs of a composition. */
export type Opening = Pick<Composition, 'handlers'> & { readonly log: Log }

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
const waitingLog = (coming: Promise<Log>): Log => {
  const say =
    (level: keyof Log): Log[keyof Log] =>
    (...told) =>
      void coming.then(
        (log) => log[level](...told),
        () => undefined,
      )
  return { info: say('info'), warn: say('warn'), error: say('error') }
}
