import { skipToken, useQuery } from '@tanstack/react-query'
import { Copy, Eye, PanelRight } from 'lucide-react'
import { type ReactElement, useState } from 'react'
import { ContextMenu } from '#ui/context-menu'
import { useSomaQueries } from '../api/client-context.tsx'
import { aimAt } from '../commands/aim-at.ts'
import { memoryCommands } from '../commands/memory-commands.ts'
import { memoryPlaces } from '../commands/memory-places.ts'
import { useCommandContext } from '../commands/use-command-context.ts'
import type { MenuItem } from '../ui/menu-item.ts'
import { wordsOf } from '../words/words.ts'
import type { Coordinate } from '../workspace/location.ts'
import { useWorkspace, workspace } from '../workspace/use-workspace.ts'

const t = wordsOf('menus')

interface MemoryMenuProps {
  /** A memory of the present namespace. */
  readonly coordinate: Coordinate
  /** What only this list does with it. */
  readonly own?: readonly MenuItem[]
  /** There is no memory. */
  readonly disabled?: boolean
  /** One element that takes a ref and props. */
  readonly children: ReactElement
}

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

/** The menu of a memory that a list shows: the commands of the registry, meant for this one. */
export const MemoryMenu = ({ coordinate, own = [], disabled = false, children }: MemoryMenuProps) => {
  const [wasOpen, setWasOpen] = useState(false)
  const contextNow = useCommandContext()
  const namespace = useWorkspace((w) => w.namespace)
  const detail = useSomaQueries().memory.detail(namespace ?? '', coordinate)
  // Which commands there are depends on the memory, which is asked for with the first menu.
  const isAsked = wasOpen && namespace !== null && !disabled
  useQuery(isAsked ? detail : { queryKey: detail.queryKey, queryFn: skipToken })
  const context = aimAt(contextNow(), coordinate)
  const commands = wasOpen
    ? [...memoryPlaces, ...memoryCommands].filter((command) => command.when?.(context) ?? true)
    : []
  const group = (of: MenuGroup): MenuItem[] =>
    commands
      .filter(({ id }) => groupOf(id) === of)
      .map(({ id, title, icon, run }) => ({
        id,
        label: title,
        danger: of === 'delete',
        run: () => run(aimAt(contextNow(), coordinate)),
        ...(icon ? { icon } : {}),
      }))
  const open: MenuItem = {
    id: 'open',
    label: t('openInInspector'),
    icon: PanelRight,
    run: () => workspace.getState().openMemory(coordinate),
  }
  const items: readonly MenuItem[] = [
    open,
    ...group('similar'),
    { kind: 'submenu', id: 'show', label: t('show'), icon: Eye, items: group('show') },
    { kind: 'submenu', id: 'copy', label: t('copy'), icon: Copy, items: group('copy') },
    { kind: 'line', id: 'line' },
    ...own,
    ...group('other'),
    ...group('delete'),
  ]
  return (
    <ContextMenu items={items} disabled={disabled} onOpenChange={(isOpen) => isOpen && setWasOpen(true)}>
      {children}
    </ContextMenu>
  )
}
