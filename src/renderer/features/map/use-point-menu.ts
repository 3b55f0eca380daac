import { skipToken, useQuery } from '@tanstack/react-query'
import { Pin, PinOff, Table2, Trash2, Waypoints } from 'lucide-react'
import { useSomaQueries } from '../../api/client-context.tsx'
import { useReadOnly } from '../../api/use-read-only.ts'
import { commandItems } from '../../commands/command-item.ts'
import { memoryCommands } from '../../commands/memory-commands.ts'
import { useCommandContext } from '../../commands/use-command-context.ts'
import { formatCount } from '../../ui/format-number.ts'
import type { MenuItem } from '../../ui/menu-item.ts'
import { wordsOf } from '../../words/words.ts'
import { useWorkspace } from '../../workspace/use-workspace.ts'
import type { MapActions } from './map-actions.ts'
import { mapCommands } from './map-commands.ts'

const t = wordsOf('map')

/** What a click was meant for: one point that is open then, all that are chosen, or the map. */
export type PointTarget = 'point' | 'chosen' | 'map'

const OF_THE_MAP: ReadonlySet<string> = new Set(['map-fit', 'map-lasso', 'map-list', 'map-renew'])

/** The commands of the registry that go with what was clicked. */
export const usePointMenu = (target: PointTarget, actions: MapActions): readonly MenuItem[] => {
  const contextNow = useCommandContext()
  const queries = useSomaQueries()
  const readOnly = useReadOnly()
  const [namespace, at] = [useWorkspace((w) => w.namespace), useWorkspace((w) => w.at)]
  const count = useWorkspace((w) => w.selection.length)
  // Which commands there are depends on the memory, which may come after the menu.
  const open = queries.memory.detail(namespace ?? '', at ?? [])
  useQuery(namespace === null || at === null ? { queryKey: open.queryKey, queryFn: skipToken } : open)
  switch (target) {
    case 'point':
      return commandItems(memoryCommands, contextNow)
    case 'map':
      return commandItems(
        mapCommands.filter(({ id }) => OF_THE_MAP.has(id)),
        contextNow,
      )
    case 'chosen':
      return [
        { kind: 'title', id: 'title', label: t('countChosen', { count }) },
        { id: 'table', label: t('openInMemories'), icon: Table2, run: actions.showInMemories },
        { id: 'graph', label: t('openInGraph'), icon: Waypoints, run: actions.showInGraph },
        { id: 'pin', label: t('pin'), icon: Pin, disabled: readOnly, run: () => actions.pin(true) },
        { id: 'unpin', label: t('unpin'), icon: PinOff, disabled: readOnly, run: () => actions.pin(false) },
        {
          id: 'delete',
          label: t('deleteCountMemories', { count: formatCount(count) }),
          icon: Trash2,
          danger: true,
          disabled: readOnly,
          run: actions.remove,
        },
      ]
  }
}
