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
import type { ScreenId } from '../workspace/location.ts'
import type { Command } from './command.ts'

interface ScreenEntry {
  readonly id: ScreenId
  readonly label: string
  readonly icon: LucideIcon
  readonly shortcut: string
}

/** The rail, from top to bottom. */
export const SCREEN_ENTRIES: readonly ScreenEntry[] = [
  { id: 'recall', label: 'Recall', icon: BrainCircuit, shortcut: 'Mod+1' },
  { id: 'memories', label: 'Memories', icon: Table2, shortcut: 'Mod+2' },
  { id: 'graph', label: 'Graph', icon: Waypoints, shortcut: 'Mod+3' },
  { id: 'map', label: 'Map', icon: MapIcon, shortcut: 'Mod+4' },
  { id: 'tuning', label: 'Tuning', icon: Gauge, shortcut: 'Mod+5' },
  { id: 'gate', label: 'Gate', icon: Filter, shortcut: 'Mod+6' },
  { id: 'decay', label: 'Decay', icon: Hourglass, shortcut: 'Mod+7' },
  { id: 'metrics', label: 'Metrics', icon: ChartLine, shortcut: 'Mod+8' },
  { id: 'activity', label: 'Activity', icon: Radio, shortcut: 'Mod+9' },
  { id: 'settings', label: 'Settings', icon: Settings, shortcut: 'Mod+,' },
]

export const goToScreens: readonly Command[] = SCREEN_ENTRIES.map(({ id, label, icon, shortcut }) => ({
  id: `go-to-${id}`,
  title: `Go to ${label}`,
  group: 'Go',
  shortcut,
  icon,
  run: ({ workspace }) => workspace.go({ screen: id }),
}))
