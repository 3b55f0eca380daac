import type { RecallQuery, RecallResult } from '#contract/recall'
import type { Clock } from '../ports.ts'
import type { ObservedRecall, ObservedWrite, Observer } from './observer.ts'
import { within } from './observers.ts'

interface Watching {
  readonly observer?: Observer | undefined
  readonly clock: Clock
}

/** Does the work of a door and tells how long it took. */
export const observedWrite = async <T>(
  { observer, clock }: Watching,
  about: Omit<ObservedWrite, 'is' | 'took' | 'failed'>,
  work: () => Promise<T>,
): Promise<T> => {
  if (observer === undefined) return work()
  const started = clock.elapsed()
  const tell = (failed: boolean): void =>
    observer.note({ is: 'write', ...about, took: (clock.elapsed() - started) / 1000, failed })
  return within(observer, { is: 'write', ...about }, async () => {
    try {
      const done = await work()
      tell(false)
      return done
    } catch (error) {
      tell(true)
      throw error
    }
  })
}

/** @param author who asked; what the engine asks itself has none and is not told */
export const observedRecall = async (
  { observer, clock }: Watching,
  { namespace, query, k, filter }: RecallQuery,
  { author, signal }: { readonly author: string | undefined; readonly signal: AbortSignal },
  work: () => Promise<RecallResult>,
): Promise<RecallResult> => {
  // A question for nothing asks what is in force, and no memory.
  const isOfNothing = query === '' && k === 0
  if (observer === undefined || author === undefined || isOfNothing) return work()
  const started = clock.elapsed()
  const type = filter?.is === 'type' ? filter.value : null
  const tell = (outcome: ObservedRecall['outcome'], result: RecallResult | null): void => {
    const [at, took] = [clock.now(), (clock.elapsed() - started) / 1000]
    observer.note({ is: 'recall', namespace, author, query, k, type, at, took, result, outcome })
  }
  return within(observer, { is: 'recall', namespace, author, query, k, type }, async () => {
    try {
      const result = await work()
      tell('answered', result)
      return result
    } catch (error) {
      tell(signal.aborted ? 'aborted' : 'failed', null)
      throw error
    }
  })
}
