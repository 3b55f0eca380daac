import type { Clock } from '../ports.ts'
import type { ObservedCall, Observer } from './observer.ts'

type Call = (...args: never[]) => unknown

/** The same calls, each telling how long it took. */
export const timed = <T extends object>(
  calls: T,
  store: ObservedCall['store'],
  { observer, clock }: { readonly observer: Observer; readonly clock: Clock },
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
        tell(started, true)
        throw error
      }
    }
    return [call, observed]
  }
  return Object.fromEntries(Object.entries(calls).map(around)) as T
}
