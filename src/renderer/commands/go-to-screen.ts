import {
  BrainCircuit,
  ChartLine,
  Filter,
  Gauge,
  Hourglass,
  type LucideIcon,
  Map as MapIcon,
  Radio,
  Settings,
  Table2,
  Waypoints,
} from 'lucide-react'
import { wordsOf } from '../words/words.ts'
import type { ScreenId } from '../workspace/location.ts'
import type { Command } from './command.ts'

const t = wordsOf('commands')

interface ScreenEntry {
  readonly id: ScreenId
  readonly label: string
  readonly icon: LucideIcon
  readonly shortcut: string
}

const SCREENS_IN_ORDER: readonly (readonly [ScreenId, LucideIcon, shortcut: string])[] = [
  ['recall', BrainCircuit, 'Mod+1'],
  ['memories', Table2, 'Mod+2'],
  ['graph', Waypoints, 'Mod+3'],
  ['map', MapIcon, 'Mod+4'],
  ['tuning', Gauge, 'Mod+5'],
  ['gate', Filter, 'Mod+6'],
  ['decay', Hourglass, 'Mod+7'],
  ['metrics', ChartLine, 'Mod+8'],
  ['activity', Radio, 'Mod+9'],
  ['settings', Settings, 'Mod+,'],
]

/** The rail, from top to bottom. */
export const SCREEN_ENTRIES: readonly ScreenEntry[] = SCREENS_IN_ORDER.map(([id, icon, shortcut]) => ({
  id,
  get label() {
    return t(id)
  },
  icon,
  shortcut,
}))

export const goToScreens: readonly Command[] = SCREEN_ENTRIES.map(({ id, icon, shortcut }) => ({
  id: `go-to-${id}`,
  get title() {
    return t('goToLabel', { label: t(id) })
  },
  group: 'Go',
  shortcut,
  icon,
  run: ({ workspace }) => workspace.go({ screen: id }),
}))
