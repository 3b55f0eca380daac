import { CircleDashed, Layers } from 'lucide-react'
import { wordsOf } from '../words/words.ts'
import type { Command } from './command.ts'

const t = wordsOf('commands')

const consolidate: Command = {
  id: 'consolidate-episodes',
  get title() {
    return t('consolidateRecentEpisodes')
  },
  group: 'Data',
  icon: Layers,
  keywords: ['summary', 'group', 'semantic', 'sum up'],
  when: ({ workspace, readOnly }) => workspace.namespace !== null && !readOnly,
  run: ({ workspace: { namespace }, openOverlay }) => {
    if (namespace !== null) openOverlay({ kind: 'life-consolidate', namespace })
  },
}

const outliers: Command = {
  id: 'find-outliers',
  get title() {
    return t('findOutliers')
  },
  group: 'Data',
  icon: CircleDashed,
  keywords: ['unusual', 'anomaly', 'far', 'mistakes'],
  when: ({ workspace }) => workspace.namespace !== null,
  run: ({ workspace: { namespace }, openOverlay }) => {
    if (namespace !== null) openOverlay({ kind: 'life-outliers', namespace })
  },
}

/** What looks at the whole namespace at once. */
export const lifeCommands: readonly Command[] = [consolidate, outliers]
