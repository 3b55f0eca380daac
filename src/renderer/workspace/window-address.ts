import type { Address } from './create-workspace.ts'

const numberOf = (state: unknown): number | null =>
  typeof state === 'object' && state !== null && 'index' in state && typeof state.index === 'number'
    ? state.index
    : null

/** The hash of a browser window: it works over http and from a file, and survives a reload. */
export const windowAddress = (window: Window): Address => ({
  hash: () => window.location.hash,
  index: () => numberOf(window.history.state),
  push: (hash, index) => window.history.pushState({ index }, '', hash),
  replace: (hash, index) => window.history.replaceState({ index }, '', hash),
  back: () => window.history.back(),
  forward: () => window.history.forward(),
  onMove: (listener) => {
    // A change of the hash alone fires popstate as well, so one listener hears both.
    window.addEventListener('popstate', listener)
    return () => window.removeEventListener('popstate', listener)
  },
})
