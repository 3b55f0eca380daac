import type { QueryClient } from '@tanstack/react-query'
import type { LucideIcon } from 'lucide-react'
import type { DesktopClient } from '#contract/desktop'
import type { SomaClient } from '#contract/index'
import type { MemoryMutations } from '../api/memory-mutations.ts'
import type { SomaQueries } from '../api/queries/create-queries.ts'
import type { WorkspaceState } from '../workspace/create-workspace.ts'
import type { ScreenId } from '../workspace/location.ts'
import type { Overlay } from '../workspace/overlay.ts'

/** In the order in which palette and cheat sheet show them. */
export const COMMAND_GROUPS = [
  'Go',
  'Recall',
  'Graph',
  'Map',
  'Memory',
  'Tuning',
  'Gate',
  'Decay',
  'Metrics',
  'Activity',
  'Selection',
  'View',
  'Namespace',
  'Data',
  'Help',
] as const
export type CommandGroup = (typeof COMMAND_GROUPS)[number]

/** What a command may use. */
export interface CommandContext {
  readonly workspace: WorkspaceState
  readonly client: SomaClient
  /** Null in a browser. */
  readonly desktop: DesktopClient | null
  readonly queries: SomaQueries
  readonly queryClient: QueryClient
  readonly mutations: MemoryMutations
  readonly openOverlay: (overlay: Overlay) => void
  /** True while nothing may be changed. */
  readonly readOnly: boolean
  /** The same as it is later, for what waits before it acts. */
  readonly now: () => CommandContext
}

/** Something that can be done, from the palette, by its shortcut or from a menu. One a file. */
export interface Command {
  readonly id: string
  /** What it does, with its verb first: `Copy coordinate`. */
  readonly title: string
  readonly group: CommandGroup
  /** `Mod+Shift+Z`, `/`, `?`: parts as `KeyboardEvent.key` names them; Mod is Cmd on a Mac, Ctrl elsewhere. */
  readonly shortcut?: string
  readonly icon?: LucideIcon
  /** Other words under which the palette finds it. */
  readonly keywords?: readonly string[]
  /** The only screen on which it exists. Two commands of different screens may share a shortcut. */
  readonly screen?: ScreenId
  /** Whether its shortcut works while text is typed. By default those with Mod do. */
  readonly inFields?: boolean
  /** Whether it can be done now. Where it cannot, the palette leaves it out and its shortcut is not taken. */
  readonly when?: (context: CommandContext) => boolean
  readonly run: (context: CommandContext) => void
}
