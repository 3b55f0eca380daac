import { Diamond } from 'lucide-react'
import { commandItems } from '../../commands/command-item.ts'
import { useCommandContext } from '../../commands/use-command-context.ts'
import { useMemoryItems } from '../../memory-menu/use-memory-items.ts'
import type { MenuItem } from '../../ui/menu-item.ts'
import { wordsOf } from '../../words/words.ts'
import type { Coordinate } from '../../workspace/location.ts'
import { selectionCommands } from './memories-commands.ts'
import type { SelectionActions } from './selection-actions.ts'

const t = wordsOf('memories')

interface TableMenuParts {
  readonly actions: SelectionActions
  readonly chosen: readonly Coordinate[]
  /** Whether what is chosen may be changed: neither in the bin nor read-only. */
  readonly canEdit: boolean
  readonly onOpen: () => void
}

export const typeItems = ({ setType }: SelectionActions): readonly MenuItem[] => [
  { id: 'episodic', label: t('episodic'), run: () => setType('episodic') },
  { id: 'semantic', label: t('semantic'), run: () => setType('semantic') },
]

/** The menu of the table: the commands of the one memory that is chosen, or those of all that are. */
export const useTableMenu = ({ actions, chosen, canEdit, onOpen }: TableMenuParts): readonly MenuItem[] => {
  const contextNow = useCommandContext()
  const [only, ...others] = chosen
  const type = {
    kind: 'submenu',
    id: 'type',
    label: t('type'),
    icon: Diamond,
    items: typeItems(actions),
  } as const
  const ofOne = useMemoryItems({
    coordinate: only !== undefined && others.length === 0 ? only : null,
    own: canEdit ? [type] : [],
    onOpen,
  })
  return others.length === 0 ? ofOne : commandItems(selectionCommands, contextNow)
}
