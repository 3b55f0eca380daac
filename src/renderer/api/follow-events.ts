import { hashKey, type QueryClient, type QueryKey } from '@tanstack/react-query'
import type { EngineEvent } from '#contract/changes'
import type { SomaClient } from '#contract/index'
import { browserTimers, coalesce, type Timers } from './coalesce.ts'
import { everything, invalidatedBy } from './invalidation-table.ts'

/** At most one round of refetching in this many milliseconds. */
const ROUND_MS = 100
/** Pauses between attempts to subscribe again; the last one repeats. */
const PAUSES_MS = [250, 500, 1000, 2000, 5000]

export type Connection = 'connecting' | 'online' | 'offline'

export interface FollowOptions {
  readonly client: SomaClient
  readonly queryClient: QueryClient
  readonly signal: AbortSignal
  readonly onConnection: (connection: Connection) => void
  readonly onEvent?: (event: EngineEvent) => void
  readonly timers?: Timers
}

const pause = (milliseconds: number, timers: Timers, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const done = () => {
      cancel()
      signal.removeEventListener('abort', done)
      resolve()
    }
    const cancel = timers.after(milliseconds, done)
    signal.addEventListener('abort', done)
  })

/** Asks a short question to learn whether the engine answers: a stream that is silent says nothing of the sort. */
const answers = async (client: SomaClient, signal: AbortSignal): Promise<boolean> =>
  client.app.status({}, { signal }).then(
    () => true,
    () => false,
  )

/**
 * Listens to the engine until `signal` is aborted and marks as old what an event touched. After a lost connection it
 * subscribes again and then asks everything anew, because nobody knows what was missed.
 */
export const followEvents = async (options: FollowOptions): Promise<void> => {
  const { client, queryClient, signal, onConnection, onEvent, timers = browserTimers } = options
  const rounds = coalesce<QueryKey>(
    ROUND_MS,
    hashKey,
    (stale) => {
      const all = stale.some((key) => key.length === 0)
      for (const queryKey of all ? everything : stale) void queryClient.invalidateQueries({ queryKey })
    },
    timers,
  )
  let failures = 0
  let missed = false

  while (!signal.aborted) {
    try {
      // The subscription goes out before the question, and calls are answered in order: no event falls between.
      const events = client.changes.events({}, { signal })[Symbol.asyncIterator]()
      let next = events.next()
      next.catch(() => undefined)
      if (await answers(client, signal)) {
        failures = 0
        onConnection('online')
        if (missed) rounds.add(everything)
        missed = false
      }
      for (let item = await next; !item.done; item = await next) {
        next = events.next()
        next.catch(() => undefined)
        rounds.add(invalidatedBy(item.value))
        onEvent?.(item.value)
      }
    } catch {
      // Whatever ended the stream, the answer is the same: subscribe again.
    }
    if (signal.aborted) break
    missed = true
    onConnection('offline')
    await pause(PAUSES_MS[Math.min(failures, PAUSES_MS.length - 1)]!, timers, signal)
    failures += 1
  }
  rounds.stop()
}
