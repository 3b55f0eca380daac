import PQueue from 'p-queue'
import { CircuitBreaker } from './circuit-breaker.ts'
import type { RetrySettings } from './with-retries.ts'

/** One way to ask: who waits for the answer gets less time and no second try, and waits behind nobody who has time. */
export interface Lane {
  readonly timeoutMs: number
  readonly retries: RetrySettings
  readonly breaker: CircuitBreaker
  readonly queue: PQueue
}

const URGENT_TIMEOUT_MS = 5000
const URGENT = {
  retries: { attempts: 1, base: 0, longest: 0 },
  breaker: { threshold: 2, pause: 5000, longestPause: 60_000 },
  concurrency: 4,
}
const PATIENT = {
  retries: { attempts: 4, base: 500, longest: 30_000 },
  breaker: { threshold: 5, pause: 5000, longestPause: 60_000 },
  concurrency: 2,
}

export interface Lanes {
  readonly urgent: Lane
  readonly patient: Lane
}

/** @param elapsed milliseconds of a monotone clock */
export const createLanes = (timeoutMs: number, elapsed: () => number): Lanes => {
  const lane = ({ retries, breaker, concurrency }: typeof URGENT, ms: number): Lane => ({
    timeoutMs: ms,
    retries,
    breaker: new CircuitBreaker(breaker, elapsed),
    queue: new PQueue({ concurrency }),
  })
  return { urgent: lane(URGENT, Math.min(timeoutMs, URGENT_TIMEOUT_MS)), patient: lane(PATIENT, timeoutMs) }
}
