import { useSyncExternalStore } from 'react'
import { useWorkspace } from '../workspace/use-workspace.ts'

/** Below this a screen needs the whole width until there is something to inspect. */
const narrow = window.matchMedia('(max-width: 1099px)')

const follow = (listener: () => void): (() => void) => {
  narrow.addEventListener('change', listener)
  return () => narrow.removeEventListener('change', listener)
}

/** Whether there is a place for the inspector: in a narrow window only once a memory is open, in Settings never. */
export const useInspectorRoom = (): boolean => {
  const isNarrow = useSyncExternalStore(follow, () => narrow.matches)
  return useWorkspace((w) => w.screen !== 'settings' && (!isNarrow || w.at !== null))
}
