import { type LucideIcon, Monitor, Moon, Sun } from 'lucide-react'
import type { PlainKey } from '../words/messages.ts'
import { wordsOf } from '../words/words.ts'
import type { Theme } from '../workspace/preferences.ts'
import type { Command } from './command.ts'

const t = wordsOf('commands')

const THEMES: readonly (readonly [Theme, PlainKey<'commands'>, LucideIcon])[] = [
  ['light', 'useTheLightTheme', Sun],
  ['dark', 'useTheDarkTheme', Moon],
  ['system', 'followTheThemeOfThe', Monitor],
]

export const setTheme: readonly Command[] = THEMES.map(([theme, title, icon]) => ({
  id: `set-theme-${theme}`,
  get title() {
    return t(title)
  },
  group: 'View',
  icon,
  // In English too, whatever is spoken.
  keywords: [`${theme} theme`, 'appearance', 'colour', 'color', 'mode'],
  when: ({ workspace }) => workspace.preferences.theme !== theme,
  run: ({ workspace }) => workspace.setPreferences({ theme }),
}))
