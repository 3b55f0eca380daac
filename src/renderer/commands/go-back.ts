import { ArrowLeft } from 'lucide-react'
import type { Command } from './command.ts'

export const goBack: Command = {
  id: 'go-back',
  title: 'Go back',
  group: 'Go',
  shortcut: 'Alt+ArrowLeft',
  icon: ArrowLeft,
  inFields: false,
  when: ({ workspace }) => workspace.canGoBack,
  run: ({ workspace }) => workspace.back(),
}
