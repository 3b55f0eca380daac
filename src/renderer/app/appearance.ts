import { useEffect } from 'react'
import type { Preferences } from '../workspace/preferences.ts'
import { useWorkspace, workspace } from '../workspace/use-workspace.ts'

const dark = window.matchMedia('(prefers-color-scheme: dark)')

/** Writes theme, density and motion to the root element, where the tokens listen. */
const applyAppearance = ({ theme, density, motion }: Preferences): void => {
  const { dataset } = document.documentElement
  dataset.theme = theme === 'system' ? (dark.matches ? 'dark' : 'light') : theme
  dataset.density = density
  dataset.motion = motion
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
