import { ArrowRight } from 'lucide-react'
import type { Command } from './command.ts'

export const goForward: Command = {
  id: 'go-forward',
  title: 'Go forward',
  group: 'Go',
  shortcut: 'Alt+ArrowRight',
  icon: ArrowRight,
  inFields: false,
  when: ({ workspace }) => workspace.canGoForward,
  run: ({ workspace }) => workspace.forward(),
}
