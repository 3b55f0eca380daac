/** What the shortcut of the screen does, while the screen is there. */
export const sweepHandle: { now: (() => void) | null } = { now: null }
