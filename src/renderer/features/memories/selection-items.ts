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
import { wordsOf } from '../../words/words.ts'
import type { SelectionActions } from './selection-actions.ts'

const t = wordsOf('memories')

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
  { id: 'episodic', label: t('episodic'), run: () => setType('episodic') },
  { id: 'semantic', label: t('semantic'), run: () => setType('semantic') },
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
    label: t('openInInspector'),
    icon: PanelRight,
    shortcut: 'Enter',
    run: onOpen,
  }
  const copies: readonly MenuItem[] = [
    { id: 'copy', label: t('copyCoordinates'), icon: Copy, run: actions.copy },
    ...(onCopyLink ? [{ id: 'link', label: t('copyLink'), icon: Link2, run: onCopyLink }] : []),
  ]
  const why: readonly MenuItem[] = onWhyNot
    ? [{ id: 'why-not', label: t('whyIsItNotRecalled'), icon: CircleHelp, run: onWhyNot }]
    : []
  if (readOnly) return [open, ...why, ...copies]
  if (bin) {
    return [
      open,
      ...why,
      ...copies,
      { id: 'restore', label: t('restore'), icon: RotateCcw, run: actions.restore },
    ]
  }
  return [
    open,
    ...why,
    { kind: 'line', id: 'line-1' },
    { id: 'pin', label: t('pin'), icon: Pin, run: () => actions.pin(true) },
    { id: 'unpin', label: t('unpin'), icon: PinOff, run: () => actions.pin(false) },
    { kind: 'submenu', id: 'type', label: t('type'), icon: Diamond, items: typeItems(actions) },
    ...copies,
    { id: 'merge', label: t('merge'), icon: GitMerge, run: actions.merge },
    { id: 'share', label: t('copyToNamespace'), icon: FolderInput, run: actions.share },
    { kind: 'line', id: 'line-2' },
    {
      id: 'delete',
      label: t('delete'),
      icon: Trash2,
      shortcut: 'Delete',
      danger: true,
      run: () => void actions.remove(),
    },
  ]
}
