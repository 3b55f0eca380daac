import { vi } from 'vitest'

/** Resolves when the condition holds: looks often, and is patient with a busy machine. */
export const until = (condition: () => boolean | Promise<boolean>): Promise<true> =>
  vi.waitUntil(condition, { interval: 2, timeout: 10_000 }) as Promise<true>
