import type { ActivityEntry } from '#contract/activity'

/** What came since the screen is there, then what the log had before; where both have one, once. */
export const rowsOf = (
  live: readonly ActivityEntry[],
  pages: readonly (readonly ActivityEntry[])[],
): readonly ActivityEntry[] => {
  const seen = new Set(live.map(({ id }) => id))
  return [...live, ...pages.flat().filter(({ id }) => !seen.has(id))]
}
