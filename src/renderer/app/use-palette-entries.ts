import { useQuery } from '@tanstack/react-query'
import { Database } from 'lucide-react'
import { useSomaQueries } from '../api/client-context.tsx'
import { COMMAND_GROUPS } from '../commands/command.ts'
import { useCommandContext } from '../commands/use-command-context.ts'
import { useAllCommands } from '../commands/use-commands.ts'
import { formatPlural } from '../ui/format-number.ts'
import { workspace } from '../workspace/use-workspace.ts'
import type { PaletteEntry } from './palette-entry.ts'

/** What can be done now, by group; commands that make no sense at the moment are left out. */
export const usePaletteEntries = (): readonly PaletteEntry[] => {
  const contextNow = useCommandContext()
  const commands = useAllCommands()
  const { data: namespaces = [] } = useQuery(useSomaQueries().namespaces.list())
  const context = contextNow()
  const usable = commands.filter(
    ({ id, screen, when }) =>
      id !== 'open-palette' &&
      (screen === undefined || screen === context.workspace.screen) &&
      (when?.(context) ?? true),
  )
  const ofCommands = COMMAND_GROUPS.flatMap((group) =>
    usable
      .filter((command) => command.group === group)
      .map(({ id, title, icon, shortcut, keywords = [], run }) => ({
        id,
        title,
        group,
        keywords: [group, ...keywords],
        icon,
        shortcut,
        detail: undefined,
        run: () => run(contextNow()),
      })),
  )
  const ofNamespaces = namespaces.map(({ name, memories }) => ({
    id: `namespace/${name}`,
    title: name,
    group: 'Namespaces',
    keywords: ['namespace'],
    icon: Database,
    shortcut: undefined,
    detail: formatPlural(memories, 'memory', 'memories'),
    run: () => workspace.getState().go({ namespace: name }),
  }))
  return [...ofCommands, ...ofNamespaces]
}
