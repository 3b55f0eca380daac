import { Copy, PanelRight, Pin, PinOff, Search, Table2, Trash2 } from 'lucide-react'
import type { Hit } from '#contract/recall'
import { useMemoryMutations } from '../../api/use-memory-mutations.ts'
import { copyText } from '../../ui/copy-text.ts'
import type { MenuItem } from '../../ui/menu-item.ts'
import { toast, workspace } from '../../workspace/use-workspace.ts'
import { useRecallStore } from './recall-store.ts'

const copy = async (coordinate: readonly number[]): Promise<void> => {
  const text = coordinate.join(', ')
  const done = await copyText(text)
  toast({ title: done ? `Copied ${text}` : 'The clipboard refused the text', tone: done ? 'plain' : 'error' })
}

/** What can be done with one result. */
export const useHitMenu = (
  namespace: string,
  hit: Hit | null,
  onOpen: (hit: Hit) => void,
): readonly MenuItem[] => {
  const mutations = useMemoryMutations()
  if (!hit) return []
  const { coordinate, pinned, title } = hit.memory
  return [
    { id: 'open', label: 'Open in inspector', icon: PanelRight, shortcut: 'Enter', run: () => onOpen(hit) },
    {
      id: 'table',
      label: 'Show in Memories',
      icon: Table2,
      run: () => workspace.getState().go({ screen: 'memories', at: coordinate }),
    },
    {
      id: 'like',
      label: 'Recall more like this',
      icon: Search,
      run: () => useRecallStore.getState().change(namespace, { query: title }),
    },
    { kind: 'line', id: 'line-1' },
    {
      id: 'pin',
      label: pinned ? 'Unpin' : 'Pin',
      icon: pinned ? PinOff : Pin,
      run: () => void mutations.update({ namespace, coordinate, pinned: !pinned }),
    },
    { id: 'copy', label: 'Copy coordinate', icon: Copy, run: () => void copy(coordinate) },
    { kind: 'line', id: 'line-2' },
    {
      id: 'delete',
      label: 'Delete',
      icon: Trash2,
      danger: true,
      run: () => void mutations.remove({ namespace, coordinates: [coordinate] }),
    },
  ]
}
