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

/** Screens on which a memory is mostly not what one looks at: theirs is the whole width until there is one. */
const ON_DEMAND: ReadonlySet<ScreenId> = new Set<ScreenId>(['tuning', 'gate', 'decay', 'activity'])

/**
 * Whether there is a place for the inspector: where no memory is shown never, in a narrow window and on screens that are
 * about something else only once a memory is open.
 */
export const useInspectorRoom = (): boolean => {
  const isNarrow = useSyncExternalStore(follow, () => narrow.matches)
  return useWorkspace(
    (w) => !WITHOUT.has(w.screen) && ((!isNarrow && !ON_DEMAND.has(w.screen)) || w.at !== null),
  )
}
