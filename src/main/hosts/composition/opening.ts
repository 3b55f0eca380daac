import { contract, type SomaHandlers } from '#contract/index'
import type { Log } from '#engine/ports'
import type { Composition } from './compose.ts'

/** What somebody outside needs of a composition. */
export type Opening = Pick<Composition, 'handlers'> & { readonly log: Log }

type AnyHandlers = Record<string, Record<string, (...args: unknown[]) => unknown>>

/**
 * Stands for a composition that is still being made: a call waits for it, and fails as it fails. So a window can show its
 * page meanwhile.
 */
export const openingOf = (composing: Promise<Composition>): Opening => ({
  handlers: waitingHandlers(composing.then(({ handlers }) => handlers)),
  log: waitingLog(composing.then(({ log }) => log)),
})

const waitingHandlers = (coming: Promise<SomaHandlers>): SomaHandlers => {
  // Who called is told; without a call there is nobody to be told here.
  coming.catch(() => undefined)
  const groups = Object.entries(contract).map(([group, procedures]) => {
    const handlers = Object.entries(procedures).map(([name, { kind }]) => {
      const call = async (args: unknown[]): Promise<unknown> =>
        ((await coming) as unknown as AnyHandlers)[group]?.[name]?.(...args)
      const follow = async function* (args: unknown[]): AsyncGenerator<unknown> {
        yield* (await call(args)) as AsyncIterable<unknown>
      }
      return [name, (...args: unknown[]) => (kind === 'stream' ? follow(args) : call(args))]
    })
    return [group, Object.fromEntries(handlers)]
  })
  return Object.fromEntries(groups) as SomaHandlers
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
