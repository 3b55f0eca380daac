import { useEffect } from 'react'
import type { Preferences } from '../workspace/preferences.ts'
import { useWorkspace, workspace } from '../workspace/use-workspace.ts'

const dark = window.matchMedia('(prefers-color-scheme: dark)')

/** Writes theme, density, motion and privacy to the root element, where the tokens listen. */
const applyAppearance = ({ theme, density, motion, privacy }: Preferences): void => {
  const { dataset } = document.documentElement
  dataset.theme = theme === 'system' ? (dark.matches ? 'dark' : 'light') : theme
  dataset.density = density
  dataset.motion = motion
  if (privacy) dataset.privacy = ''
  else delete dataset.privacy
}

// Before the first paint: a dark window must not flash white.
applyAppearance(workspace.getState().preferences)

export const useAppearance = (): void => {
  const preferences = useWorkspace((w) => w.preferences)
  useEffect(() => {
    const apply = (): void => applyAppearance(preferences)
    apply()
    dark.addEventListener('change', apply)
    return () => dark.removeEventListener('change', apply)
  }, [preferences])
}
