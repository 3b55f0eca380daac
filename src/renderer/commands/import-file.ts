import { FileInput } from 'lucide-react'
import { wordsOf } from '../words/words.ts'
import type { Command } from './command.ts'

const t = wordsOf('commands')

export const importFile: Command = {
  id: 'import-file',
  get title() {
    return t('importAFile')
  },
  group: 'Data',
  icon: FileInput,
  keywords: ['load', 'open', 'gexf', 'graphml', 'json', 'jsonl', 'mcp', 'mem0'],
  when: ({ readOnly }) => !readOnly,
  run: ({ workspace, openOverlay }) => openOverlay({ kind: 'import', namespace: workspace.namespace ?? '' }),
}
