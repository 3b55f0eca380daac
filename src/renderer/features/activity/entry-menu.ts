import { Copy, History, SearchCheck, User, Zap } from 'lucide-react'
import type { ActivityEntry } from '#contract/activity'
import { copyWords } from '../../commands/copy-words.ts'
import type { MenuItem } from '../../ui/menu-item.ts'
import { wordsOf } from '../../words/words.ts'
import { useActivityStore } from './activity-store.ts'
import { ACTION_WORDS, aboutWords } from './activity-words.ts'
import { openChange, openInRecall } from './open-entry.ts'

const t = wordsOf('menus')

/** What can be done with one row of the activity. */
export const entryMenu = (entry: ActivityEntry): readonly MenuItem[] => {
  const narrow = useActivityStore.setState
  return [
    {
      id: 'recall',
      label: t('askAgainInRecall'),
      icon: SearchCheck,
      shortcut: 'R',
      disabled: entry.query === null,
      run: () => openInRecall(entry),
    },
    {
      id: 'change',
      label: t('showTheChange'),
      icon: History,
      disabled: entry.seq === null,
      run: () => openChange(entry),
    },
    { kind: 'line', id: 'line' },
    {
      id: 'client',
      label: t('onlyName', { name: entry.client }),
      icon: User,
      run: () => narrow({ client: entry.client }),
    },
    {
      id: 'action',
      label: t('onlyName', { name: ACTION_WORDS[entry.action].label }),
      icon: Zap,
      run: () => narrow({ action: entry.action }),
    },
    { kind: 'line', id: 'line-2' },
    { id: 'copy', label: t('copyText'), icon: Copy, run: () => copyWords(aboutWords(entry)) },
  ]
}
