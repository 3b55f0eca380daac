import { FileOutput } from 'lucide-react'
import { wordsOf } from '../words/words.ts'
import type { Command } from './command.ts'

const t = wordsOf('commands')

export const exportMemories: Command = {
  id: 'export-memories',
  get title() {
    return t('exportMemories')
  },
  group: 'Data',
  icon: FileOutput,
  keywords: [
    'save',
    'download',
    'file',
    'gexf',
    'graphml',
    'json',
    'jsonl',
    'csv',
    'tsv',
    'markdown',
    'obsidian',
  ],
  when: ({ workspace }) => workspace.namespace !== null,
  run: ({ workspace, openOverlay }) => {
    const { namespace, selection } = workspace
    if (namespace !== null) openOverlay({ kind: 'export', namespace, selection })
  },
}
