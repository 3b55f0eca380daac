import { ArrowLeft } from 'lucide-react'
import { wordsOf } from '../words/words.ts'
import type { Command } from './command.ts'

const t = wordsOf('commands')

export const goBack: Command = {
  id: 'go-back',
  get title() {
    return t('goBack')
  },
  group: 'Go',
  shortcut: 'Alt+ArrowLeft',
  icon: ArrowLeft,
  inFields: false,
  when: ({ workspace }) => workspace.canGoBack,
  run: ({ workspace }) => workspace.back(),
}
