import { ChevronRight, Copy, Database, MapPin, Redo2, Undo2, User } from 'lucide-react'
import type { HistoryLine } from '#contract/history'
import { copyWords } from '../../commands/copy-words.ts'
import type { MenuItem } from '../../ui/menu-item.ts'
import { told } from '../../words/told.ts'
import { wordsOf } from '../../words/words.ts'
import { workspace } from '../../workspace/use-workspace.ts'
import { useHistoryStore } from './history-store.ts'

const t = wordsOf('history')
const m = wordsOf('menus')

interface ChangeMenuParts {
  readonly line: HistoryLine
  readonly isOpen: boolean
  readonly readOnly: boolean
  readonly canSettle: boolean
  /** Undoes it, or redoes it where it is undone. */
  readonly onSettle: () => void
}

/** What can be done with one change. */
export const changeMenu = ({
  line,
  isOpen,
  readOnly,
  canSettle,
  onSettle,
}: ChangeMenuParts): readonly MenuItem[] => {
  const { seq, state, author, summary, namespace } = line
  const isUndone = state === 'undone'
  return [
    {
      id: 'open',
      label: isOpen ? m('hideWhatItChanged') : m('showWhatItChanged'),
      icon: ChevronRight,
      run: () => useHistoryStore.setState({ open: isOpen ? null : seq }),
    },
    {
      id: 'settle',
      label: t('undoChangeSeq', { which: isUndone ? 'yes' : 'no', seq }),
      icon: isUndone ? Redo2 : Undo2,
      disabled: !canSettle,
      run: onSettle,
    },
    {
      id: 'go-to',
      label: t('goToChangeSeq', { seq }),
      icon: MapPin,
      disabled: readOnly,
      run: () => useHistoryStore.setState({ target: line }),
    },
    { kind: 'line', id: 'line' },
    {
      id: 'author',
      label: m('onlyName', { name: author }),
      icon: User,
      run: () => useHistoryStore.setState({ author }),
    },
    ...(namespace === '' || namespace === workspace.getState().namespace
      ? []
      : [
          {
            id: 'namespace',
            label: m('openNamespaceName', { name: namespace }),
            icon: Database,
            run: () => workspace.getState().go({ namespace }),
          },
        ]),
    { id: 'copy', label: m('copyText'), icon: Copy, run: () => copyWords(told(summary)) },
  ]
}
