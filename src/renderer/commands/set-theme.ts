import { type LucideIcon, Monitor, Moon, Sun } from 'lucide-react'
import type { Theme } from '../workspace/preferences.ts'
import type { Command } from './command.ts'

const THEMES: readonly (readonly [Theme, string, LucideIcon])[] = [
  ['light', 'Use the light theme', Sun],
  ['dark', 'Use the dark theme', Moon],
  ['system', 'Follow the theme of the system', Monitor],
]

export const setTheme: readonly Command[] = THEMES.map(([theme, title, icon]) => ({
  id: `set-theme-${theme}`,
  title,
  group: 'View',
  icon,
  keywords: ['appearance', 'colour', 'color', 'mode'],
  when: ({ workspace }) => workspace.preferences.theme !== theme,
  run: ({ workspace }) => workspace.setPreferences({ theme }),
}))
