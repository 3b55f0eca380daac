import { FileInput } from 'lucide-react'
import type { Command } from './command.ts'

export const importFile: Command = {
  id: 'import-file',
  title: 'Import a file…',
  group: 'Data',
  icon: FileInput,
  keywords: ['load', 'open', 'gexf', 'graphml', 'json', 'jsonl', 'mcp', 'mem0'],
  when: ({ readOnly }) => !readOnly,
  run: ({ workspace, openOverlay }) => openOverlay({ kind: 'import', namespace: workspace.namespace ?? '' }),
}
