import { Cable } from 'lucide-react'
import type { Command } from './command.ts'

export const connectAgent: Command = {
  id: 'connect-agent',
  title: 'Connect an agent…',
  group: 'Data',
  icon: Cable,
  keywords: ['mcp', 'http', 'curl', 'token', 'api', 'command line', 'help'],
  run: ({ openOverlay }) => openOverlay({ kind: 'connect' }),
}
