import { FilterX, Pause, Radio, SearchCheck } from 'lucide-react'
import type { Command } from '../../commands/command.ts'
import { activityHandle } from './activity-handle.ts'
import { isNarrowed, useActivityStore } from './activity-store.ts'

type Parts = Omit<Command, 'screen' | 'group'>
const onActivity = (parts: Parts): Command => ({ group: 'Activity', screen: 'activity', ...parts })

export const showPresent = (): void => useActivityStore.setState({ until: null, isPaused: false })

/** There while the screen is. */
export const activityCommands: readonly Command[] = [
  onActivity({
    id: 'activity-pause',
    title: 'Hold what comes back, or go on',
    shortcut: 'P',
    icon: Pause,
    when: () => useActivityStore.getState().until === null,
    run: () => useActivityStore.setState(({ isPaused }) => ({ isPaused: !isPaused })),
  }),
  onActivity({
    id: 'activity-live',
    title: 'Back to the present',
    shortcut: 'L',
    icon: Radio,
    when: () => useActivityStore.getState().until !== null,
    run: showPresent,
  }),
  onActivity({
    id: 'activity-open-in-recall',
    title: 'Ask this query again in Recall',
    shortcut: 'R',
    icon: SearchCheck,
    when: () => activityHandle.openInRecall !== null,
    run: () => activityHandle.openInRecall?.(),
  }),
  onActivity({
    id: 'activity-unfilter',
    title: 'Show the activity of everybody',
    icon: FilterX,
    when: () => isNarrowed(useActivityStore.getState()),
    run: () => useActivityStore.setState({ action: null, client: null, text: '' }),
  }),
]
