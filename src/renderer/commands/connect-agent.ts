import { Cable } from 'lucide-react'
import { wordsOf } from '../words/words.ts'
import type { Command } from './command.ts'

const t = wordsOf('commands')

export const connectAgent: Command = {
  id: 'connect-agent',
  get title() {
    return t('connectAnAgent')
  },
  group: 'Data',
  icon: Cable,
  keywords: ['mcp', 'http', 'curl', 'token', 'api', 'command line', 'help'],
  run: ({ openOverlay }) => openOverlay({ kind: 'connect' }),
}
