import { ArrowRight } from 'lucide-react'
import { wordsOf } from '../words/words.ts'
import type { Command } from './command.ts'

const t = wordsOf('commands')

export const goForward: Command = {
  id: 'go-forward',
  get title() {
    return t('goForward')
  },
  group: 'Go',
  shortcut: 'Alt+ArrowRight',
  icon: ArrowRight,
  inFields: false,
  when: ({ workspace }) => workspace.canGoForward,
  run: ({ workspace }) => workspace.forward(),
}
