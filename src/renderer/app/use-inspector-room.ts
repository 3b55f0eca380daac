import { useSyncExternalStore } from 'react'
import type { ScreenId } from '../workspace/location.ts'
import { useWorkspace } from '../workspace/use-workspace.ts'

/** Below this a screen needs the whole width until there is something to inspect. */
const narrow = window.matchMedia('(max-width: 1099px)')

const follow = (listener: () => void): (() => void) => {
  narrow.addEventListener('change', listener)
  return () => narrow.removeEventListener('change', listener)
}

/** Screens that are about no memory. */
const WITHOUT: ReadonlySet<ScreenId> = new Set<ScreenId>(['metrics', 'settings'])

/**
 * Whether there is a place for the inspector: in a narrow window only once a memory is open, in Activity too, and
 * where no memory is shown never.
 */
export const useInspectorRoom = (): boolean => {
  const isNarrow = useSyncExternalStore(follow, () => narrow.matches)
  return useWorkspace(
    (w) => !WITHOUT.has(w.screen) && ((!isNarrow && w.screen !== 'activity') || w.at !== null),
  )
}
