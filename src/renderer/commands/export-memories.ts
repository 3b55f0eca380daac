import { FileOutput } from 'lucide-react'
import type { Command } from './command.ts'

export const exportMemories: Command = {
  id: 'export-memories',
  title: 'Export memories…',
  group: 'Data',
  icon: FileOutput,
  keywords: ['save', 'download', 'file', 'gexf', 'graphml', 'json', 'jsonl', 'csv', 'markdown', 'obsidian'],
  when: ({ workspace }) => workspace.namespace !== null,
  run: ({ workspace, openOverlay }) => {
    const { namespace, selection } = workspace
    if (namespace !== null) openOverlay({ kind: 'export', namespace, selection })
  },
}
