import {
  ArchiveRestore,
  Copy,
  FolderInput,
  GitMerge,
  ListChecks,
  Pin,
  PinOff,
  Plus,
  RotateCcw,
  Trash2,
} from 'lucide-react'
import type { Command, CommandContext } from '../../commands/command.ts'
import { withParts } from '../../commands/with-parts.ts'
import type { PlainKey } from '../../words/messages.ts'
import { wordsOf } from '../../words/words.ts'
import { duplicatesCommands } from './duplicates-commands.ts'
import { useMemoriesStore } from './memories-store.ts'
import { createSelectionActions } from './selection-actions.ts'

const t = wordsOf('memories')

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
  get title() {
    return t('newMemory')
  },
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
  get title() {
    return t('selectAllThatMatch')
  },
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
  get title() {
    return t('showTheBinOrThe')
  },
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
  get title() {
    return t('copyTheCoordinatesOfThe')
  },
  group: 'Selection',
  screen: 'memories',
  icon: Copy,
  when: ({ workspace }) => workspace.selection.length > 0,
  run: (context) => actions(context).copy(),
}

const ofSelection = (
  id: string,
  title: PlainKey<'memories'>,
  icon: NonNullable<Command['icon']>,
  run: (context: CommandContext) => void,
): Command => ({
  id,
  get title() {
    return t(title)
  },
  group: 'Selection',
  screen: 'memories',
  icon,
  when: changeable,
  run,
})

const restoreSelection: Command = {
  id: 'restore-selection',
  get title() {
    return t('restoreTheSelectionFromThe')
  },
  group: 'Selection',
  screen: 'memories',
  icon: RotateCcw,
  when: (context) => !context.readOnly && context.workspace.selection.length > 0 && isBin(context),
  run: (context) => actions(context).restore(),
}

const mergeSelection: Command = withParts(
  ofSelection('merge-selection', 'mergeTheSelection', GitMerge, (context) => actions(context).merge()),
  { when: (context: CommandContext) => changeable(context) && context.workspace.selection.length > 1 },
)

/** What can be done with all that are chosen: the menu of the table has the same. */
export const selectionCommands: readonly Command[] = [
  ofSelection('pin-selection', 'pinTheSelection', Pin, (context) => actions(context).pin(true)),
  ofSelection('unpin-selection', 'unpinTheSelection', PinOff, (context) => actions(context).pin(false)),
  ofSelection('selection-episodic', 'makeTheSelectionEpisodic', ListChecks, (context) =>
    actions(context).setType('episodic'),
  ),
  ofSelection('selection-semantic', 'makeTheSelectionSemantic', ListChecks, (context) =>
    actions(context).setType('semantic'),
  ),
  mergeSelection,
  ofSelection('share-selection', 'copyToNamespace', FolderInput, (context) => actions(context).share()),
  copySelection,
  restoreSelection,
  ofSelection('delete-selection', 'deleteTheSelection', Trash2, (context) => void actions(context).remove()),
]

/** There while the table is. */
export const memoriesCommands: readonly Command[] = [
  newMemory,
  toggleBin,
  selectAll,
  ...selectionCommands,
  ...duplicatesCommands,
]
