import { skipToken, useQuery } from '@tanstack/react-query'
import { Copy, Eye, PanelRight } from 'lucide-react'
import { useSomaQueries } from '../api/client-context.tsx'
import { aimAt } from '../commands/aim-at.ts'
import type { Command } from '../commands/command.ts'
import { commandItem } from '../commands/command-item.ts'
import { memoryCommands } from '../commands/memory-commands.ts'
import { memoryPlaces } from '../commands/memory-places.ts'
import { useCommandContext } from '../commands/use-command-context.ts'
import type { MenuItem } from '../ui/menu-item.ts'
import { wordsOf } from '../words/words.ts'
import { type Coordinate, coordinateKey } from '../workspace/location.ts'
import { useWorkspace, workspace } from '../workspace/use-workspace.ts'

const t = wordsOf('menus')

type MenuGroup = 'similar' | 'show' | 'copy' | 'delete' | 'other'

const GROUPS: Readonly<Record<string, MenuGroup>> = {
  'find-similar': 'similar',
  'show-its-history': 'show',
  'show-on-map': 'show',
  'open-in-graph': 'show',
  'show-activity': 'show',
  'copy-coordinate': 'copy',
  'copy-link': 'copy',
  'copy-json': 'copy',
  'copy-id': 'copy',
  'delete-memory': 'delete',
}

const groupOf = (id: string): MenuGroup => GROUPS[id] ?? 'other'

interface MemoryItemsParts {
  /** A memory of the present namespace; null where none is meant yet. */
  readonly coordinate: Coordinate | null
  /** What only this list does with it. */
  readonly own?: readonly MenuItem[]
  /** Commands that say nothing here, by their ids. */
  readonly without?: readonly string[]
  /** How this list opens it; in the inspector if left out. */
  readonly onOpen?: () => void
}

/** What can be done with a memory that a list shows: the commands of the registry, meant for this one. */
export const useMemoryItems = ({
  coordinate,
  own = [],
  without = [],
  onOpen,
}: MemoryItemsParts): readonly MenuItem[] => {
  const contextNow = useCommandContext()
  const namespace = useWorkspace((w) => w.namespace)
  const detail = useSomaQueries().memory.detail(namespace ?? '', coordinate ?? [])
  // Which commands there are depends on the memory, which is asked for with the first menu.
  const isAsked = coordinate !== null && namespace !== null
  useQuery(isAsked ? detail : { queryKey: detail.queryKey, queryFn: skipToken })
  if (coordinate === null) return []
  const here = contextNow()
  const aimedNow = () => aimAt(contextNow(), coordinate)
  const aimed = aimAt(here, coordinate)
  const commands = [...memoryPlaces, ...memoryCommands].filter(
    ({ id, when }) => !without.includes(id) && (when?.(aimed) ?? true),
  )
  const { at } = here.workspace
  const isOpen = at !== null && coordinateKey(at) === coordinateKey(coordinate)
  // Keys do it to the open memory: those of another one are not told here.
  const keysDo = (command: Command): boolean => isOpen && (command.when?.(here) ?? true)
  const group = (of: MenuGroup): MenuItem[] =>
    commands
      .filter(({ id }) => groupOf(id) === of)
      .map((command) => {
        const { shortcut, ...item } = commandItem(command, aimedNow)
        return keysDo(command) ? { ...item, shortcut } : item
      })
  const open: MenuItem = {
    id: 'open',
    label: t('openInInspector'),
    icon: PanelRight,
    run: onOpen ?? (() => workspace.getState().openMemory(coordinate)),
    ...(onOpen && { shortcut: 'Enter' }),
  }
  return [
    open,
    ...group('similar'),
    { kind: 'submenu', id: 'show', label: t('show'), icon: Eye, items: group('show') },
    { kind: 'submenu', id: 'copy', label: t('copy'), icon: Copy, items: group('copy') },
    { kind: 'line', id: 'line' },
    ...own,
    ...group('other'),
    ...group('delete'),
  ]
}
