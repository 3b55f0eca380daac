import {
  CircleHelp,
  Copy,
  Diamond,
  FolderInput,
  GitMerge,
  Link2,
  PanelRight,
  Pin,
  PinOff,
  RotateCcw,
  Trash2,
} from 'lucide-react'
import type { MenuItem } from '../../ui/menu-item.ts'
import type { SelectionActions } from './selection-actions.ts'

interface SelectionItemsInput {
  readonly actions: SelectionActions
  readonly bin: boolean
  readonly readOnly: boolean
  readonly onOpen: () => void
  /** Why recall leaves it out; of one memory only. */
  readonly onWhyNot: (() => void) | null
  /** Of one memory only. */
  readonly onCopyLink: (() => void) | null
}

export const typeItems = ({ setType }: SelectionActions): readonly MenuItem[] => [
  { id: 'episodic', label: 'Episodic', run: () => setType('episodic') },
  { id: 'semantic', label: 'Semantic', run: () => setType('semantic') },
]

/** The context menu of a row, or of all that are chosen. */
export const selectionItems = ({
  actions,
  bin,
  readOnly,
  onOpen,
  onWhyNot,
  onCopyLink,
}: SelectionItemsInput): readonly MenuItem[] => {
  const open: MenuItem = {
    id: 'open',
    label: 'Open in inspector',
    icon: PanelRight,
    shortcut: 'Enter',
    run: onOpen,
  }
  const copies: readonly MenuItem[] = [
    { id: 'copy', label: 'Copy coordinates', icon: Copy, run: actions.copy },
    ...(onCopyLink ? [{ id: 'link', label: 'Copy link', icon: Link2, run: onCopyLink }] : []),
  ]
  const why: readonly MenuItem[] = onWhyNot
    ? [{ id: 'why-not', label: 'Why is it not recalled?', icon: CircleHelp, run: onWhyNot }]
    : []
  if (readOnly) return [open, ...why, ...copies]
  if (bin) {
    return [
      open,
      ...why,
      ...copies,
      { id: 'restore', label: 'Restore', icon: RotateCcw, run: actions.restore },
    ]
  }
  return [
    open,
    ...why,
    { kind: 'line', id: 'line-1' },
    { id: 'pin', label: 'Pin', icon: Pin, run: () => actions.pin(true) },
    { id: 'unpin', label: 'Unpin', icon: PinOff, run: () => actions.pin(false) },
    { kind: 'submenu', id: 'type', label: 'Type', icon: Diamond, items: typeItems(actions) },
    ...copies,
    { id: 'merge', label: 'Merge…', icon: GitMerge, run: actions.merge },
    { id: 'share', label: 'Copy to namespace…', icon: FolderInput, run: actions.share },
    { kind: 'line', id: 'line-2' },
    { id: 'delete', label: 'Delete', icon: Trash2, shortcut: 'Delete', danger: true, run: actions.remove },
  ]
}
