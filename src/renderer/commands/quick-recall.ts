import { Zap } from 'lucide-react'
import { wordsOf } from '../words/words.ts'
import type { Command } from './command.ts'
import { focusSearch } from './focus-search.ts'

const t = wordsOf('system')

/** What the tray icon and the global shortcut do. */
export const quickRecall: Command = {
  id: 'quick-recall',
  get title() {
    return t('quickRecall')
  },
  group: 'Go',
  icon: Zap,
  shortcut: 'Mod+Shift+Space',
  keywords: ['ask', 'search', 'tray'],
  run: (context) => {
    context.workspace.go({ screen: 'recall' })
    // Once the screen is there.
    requestAnimationFrame(() => requestAnimationFrame(() => focusSearch.run(context)))
  },
}
