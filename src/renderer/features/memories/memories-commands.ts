import {
  ArchiveRestore,
  Copy,
  GitMerge,
  ListChecks,
  Pin,
  PinOff,
  Plus,
  RotateCcw,
  Trash2,
} from 'lucide-react'
import type { Command, CommandContext } from '../../commands/command.ts'
import { duplicatesCommands } from './duplicates-commands.ts'
import { useMemoriesStore } from './memories-store.ts'
import { createSelectionActions } from './selection-actions.ts'

/** What only the table on screen can do. */
export const tableHandle: { selectAll: (() => Promise<void>) | null } = { selectAll: null }

const actions = ({ workspace, mutations }: CommandContext) =>
  createSelectionActions({
    namespace: workspace.namespace ?? '',
    selection: workspace.selection,
    mutations,
    toast: workspace.toast,
  })

const isBin = ({ workspace }: CommandContext): boolean =>
  useMemoriesStore.getState().views.get(workspace.namespace ?? '')?.bin ?? false

const changeable = (context: CommandContext): boolean =>
  !context.readOnly && context.workspace.selection.length > 0 && !isBin(context)

const newMemory: Command = {
  id: 'new-memory',
  title: 'New memory…',
  group: 'Memory',
  screen: 'memories',
  shortcut: 'N',
  icon: Plus,
  keywords: ['store', 'add', 'create'],
  when: ({ readOnly }) => !readOnly,
  run: () => useMemoriesStore.getState().setCreating(true),
}

const selectAll: Command = {
  id: 'select-all',
  title: 'Select all that match',
  group: 'Selection',
  screen: 'memories',
  shortcut: 'Mod+A',
  inFields: false,
  icon: ListChecks,
  when: () => tableHandle.selectAll !== null,
  run: () => void tableHandle.selectAll?.(),
}

const toggleBin: Command = {
  id: 'toggle-bin',
  title: 'Show the bin or the memories',
  group: 'View',
  screen: 'memories',
  shortcut: 'Mod+Shift+B',
  icon: ArchiveRestore,
  run: (context) => {
    const { namespace } = context.workspace
    if (namespace !== null) useMemoriesStore.getState().change(namespace, { bin: !isBin(context) })
  },
}

const copySelection: Command = {
  id: 'copy-coordinates',
  title: 'Copy the coordinates of the selection',
  group: 'Selection',
  screen: 'memories',
  icon: Copy,
  when: ({ workspace }) => workspace.selection.length > 0,
  run: (context) => actions(context).copy(),
}

const ofSelection = (
  id: string,
  title: string,
  icon: NonNullable<Command['icon']>,
  run: (context: CommandContext) => void,
): Command => ({ id, title, group: 'Selection', screen: 'memories', icon, when: changeable, run })

const restoreSelection: Command = {
  id: 'restore-selection',
  title: 'Restore the selection from the bin',
  group: 'Selection',
  screen: 'memories',
  icon: RotateCcw,
  when: (context) => !context.readOnly && context.workspace.selection.length > 0 && isBin(context),
  run: (context) => actions(context).restore(),
}

const mergeSelection: Command = {
  ...ofSelection('merge-selection', 'Merge the selection…', GitMerge, (context) => actions(context).merge()),
  when: (context) => changeable(context) && context.workspace.selection.length > 1,
}

/** There while the table is. */
export const memoriesCommands: readonly Command[] = [
  newMemory,
  toggleBin,
  selectAll,
  ofSelection('pin-selection', 'Pin the selection', Pin, (context) => actions(context).pin(true)),
  ofSelection('unpin-selection', 'Unpin the selection', PinOff, (context) => actions(context).pin(false)),
  ofSelection('selection-episodic', 'Make the selection episodic', ListChecks, (context) =>
    actions(context).setType('episodic'),
  ),
  ofSelection('selection-semantic', 'Make the selection semantic', ListChecks, (context) =>
    actions(context).setType('semantic'),
  ),
  mergeSelection,
  copySelection,
  restoreSelection,
  ofSelection('delete-selection', 'Delete the selection', Trash2, (context) => actions(context).remove()),
  ...duplicatesCommands,
]
