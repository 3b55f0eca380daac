import { History, MapPinned, Radar } from 'lucide-react'
import { wordsOf } from '../words/words.ts'
import type { Preferences } from '../workspace/preferences.ts'
import type { Command, CommandContext } from './command.ts'

const t = wordsOf('commands')

const isThere = ({ workspace }: CommandContext): boolean =>
  workspace.namespace !== null && workspace.at !== null

const showIn = (tab: Preferences['inspectorTab']): Command['run'] => {
  return ({ workspace: { at, setPreferences, openMemory } }) => {
    if (at === null) return
    setPreferences({ inspectorTab: tab })
    openMemory(at)
  }
}

const findSimilar: Command = {
  id: 'find-similar',
  get title() {
    return t('findSimilarMemories')
  },
  group: 'Memory',
  icon: Radar,
  keywords: ['nearest', 'neighbours', 'like this'],
  when: isThere,
  run: showIn('similar'),
}

const showItsHistory: Command = {
  id: 'show-its-history',
  get title() {
    return t('showItsHistory')
  },
  group: 'Memory',
  icon: History,
  keywords: ['versions', 'changes'],
  when: isThere,
  run: showIn('history'),
}

const showOnMap: Command = {
  id: 'show-on-map',
  get title() {
    return t('showOnTheMap')
  },
  group: 'Memory',
  icon: MapPinned,
  when: isThere,
  run: ({ workspace: { at, openMemory } }) => {
    if (at !== null) openMemory(at, { screen: 'map' })
  },
}

/** Where else a memory is seen. The inspector has tabs for the first two. */
export const memoryPlaces: readonly Command[] = [findSimilar, showItsHistory, showOnMap]
