import { ServiceFault } from './service-fault.ts'
import type { Timing } from './timing.ts'

export interface RetrySettings {
  /** All tries, the first included. */
  readonly attempts: number
  /** Milliseconds before the second try; doubled each time. */
  readonly base: number
  /** Longest pause; where the server asks for more, that is the end of it. */
  readonly longest: number
}

/**
 * Tries again what failed for a passing reason, after pauses that grow and are spread by chance so that many clients
 * do not come back all at once. What `Retry-After` asks for is kept to. Aborting ends the pause.
 */
export const withRetries = async <T>(
  work: () => Promise<T>,
  { attempts, base, longest }: RetrySettings,
  timing: Pick<Timing, 'random' | 'sleep'>,
  signal: AbortSignal,
): Promise<T> => {
  for (let tried = 1; ; tried++) {
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof ServiceFault) || !error.isPassing || tried >= attempts) throw error
      const asked = error.retryAfter ?? 0
      if (asked > longest) throw error
      const backoff = Math.min(longest, base * 2 ** (tried - 1)) * (0.5 + timing.random() / 2)
      await timing.sleep(Math.max(asked, backoff), signal)
    }
  }
}
