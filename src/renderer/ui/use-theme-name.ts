import { useSyncExternalStore } from 'react'

const watch = (changed: () => void): (() => void) => {
  const observer = new MutationObserver(changed)
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] })
  return () => observer.disconnect()
}

/** The theme that is on the page now: what draws for itself has to read its colours anew. */
export const useThemeName = (): string =>
  useSyncExternalStore(watch, () => document.documentElement.dataset.theme ?? 'light')
