import { FilterX, Pause, Radio, SearchCheck } from 'lucide-react'
import type { Command } from '../../commands/command.ts'
import { withParts } from '../../commands/with-parts.ts'
import { wordsOf } from '../../words/words.ts'
import { activityHandle } from './activity-handle.ts'
import { isNarrowed, useActivityStore, widen } from './activity-store.ts'

const t = wordsOf('activity')

type Parts = Omit<Command, 'screen' | 'group'>
const onActivity = (parts: Parts): Command =>
  withParts({ group: 'Activity', screen: 'activity' } as const, parts)

export const showPresent = (): void => useActivityStore.setState({ until: null, isPaused: false })

/** There while the screen is. */
export const activityCommands: readonly Command[] = [
  onActivity({
    id: 'activity-pause',
    get title() {
      return t('holdOrGoOn')
    },
    shortcut: 'P',
    icon: Pause,
    when: () => useActivityStore.getState().until === null,
    run: () => useActivityStore.setState(({ isPaused }) => ({ isPaused: !isPaused })),
  }),
  onActivity({
    id: 'activity-live',
    get title() {
      return t('backToThePresent')
    },
    shortcut: 'L',
    icon: Radio,
    when: () => useActivityStore.getState().until !== null,
    run: showPresent,
  }),
  onActivity({
    id: 'activity-open-in-recall',
    get title() {
      return t('askAgainInRecall2')
    },
    shortcut: 'R',
    icon: SearchCheck,
    when: () => activityHandle.openInRecall !== null,
    run: () => activityHandle.openInRecall?.(),
  }),
  onActivity({
    id: 'activity-unfilter',
    get title() {
      return t('showTheActivityOfAll')
    },
    icon: FilterX,
    when: () => isNarrowed(useActivityStore.getState()),
    run: widen,
  }),
]
