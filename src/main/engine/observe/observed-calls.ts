import { isAppError } from '#contract/errors'
import { ArtefactRefused } from '../artefact-ports.ts'
import { type Clock, LinkRefused, MutationRefused, NamespaceMoved } from '../ports.ts'
import type { ObservedCall, Observer } from './observer.ts'

type Call = (...args: never[]) => unknown

export interface Observing {
  readonly observer: Observer
  readonly clock: Clock
}

/** The same calls, each telling how long it took. */
export const timed = <T extends object>(
  calls: T,
  store: ObservedCall['store'],
  { observer, clock }: Observing,
): T => {
  const around = ([call, does]: [string, Call]) => {
    const tell = (started: number, failed: boolean): void =>
      observer.note({ is: 'call', store, call, took: (clock.elapsed() - started) / 1000, failed })
    const observed = async (...args: never[]): Promise<unknown> => {
      const started = clock.elapsed()
      try {
        const answer = await does(...args)
        tell(started, false)
        return answer
      } catch (error) {
        tell(started, isFault(error))
        throw error
      }
    }
    return [call, observed]
  }
  return Object.fromEntries(Object.entries(calls).map(around)) as T
}

const REFUSALS = [ArtefactRefused, LinkRefused, MutationRefused, NamespaceMoved]

/** Whoever gives up waiting, or asks for what is not there, has met no fault of the store. */
export const isFault = (error: unknown): boolean =>
  !isAppError(error) &&
  (error as Error | null)?.name !== 'AbortError' &&
  !REFUSALS.some((refusal) => error instanceof refusal)
