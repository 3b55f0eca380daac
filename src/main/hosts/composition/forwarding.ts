import type { AnyProcedure } from '#contract/define'
import { contract, type SomaHandlers } from '#contract/index'

type Handler = (...args: unknown[]) => unknown
type AnyHandlers = Record<string, Record<string, Handler>>

/**
 * Handlers that ask anew, with each call, whose turn it is.
 * @param pause while it is there, calls wait for it before they begin: what they would ask is being exchanged
 */
export const forwarding = (
  current: () => SomaHandlers,
  pause: (path: string) => Promise<unknown> | undefined = () => undefined,
): SomaHandlers => {
  const groups = Object.entries(contract).map(([group, procedures]) => {
    const methods = Object.entries(procedures as Record<string, AnyProcedure>).map(([name, { kind }]) => {
      const forward: Handler = (...args) => (current() as unknown as AnyHandlers)[group]?.[name]?.(...args)
      const later: Handler = (...args) => {
        const waiting = pause(`${group}.${name}`)
        if (waiting === undefined) return forward(...args)
        return kind === 'stream'
          ? streamAfter(waiting, () => forward(...args))
          : waiting.then(() => forward(...args))
      }
      return [name, later]
    })
    return [group, Object.fromEntries(methods)]
  })
  return Object.fromEntries(groups) as SomaHandlers
}

async function* streamAfter(waiting: Promise<unknown>, begin: () => unknown): AsyncGenerator<unknown> {
  await waiting
  yield* begin() as AsyncIterable<unknown>
}
