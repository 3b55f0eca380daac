import { Activity, ChartScatter, Gauge, Layers, Play, RotateCcw, Square, Table2 } from 'lucide-react'
import type { Command } from '../../commands/command.ts'
import { withParts } from '../../commands/with-parts.ts'
import { wordsOf } from '../../words/words.ts'
import { cancelSweep } from './run-sweep.ts'
import { sweepHandle } from './sweep-handle.ts'
import { useTuningStore } from './tuning-store.ts'

const t = wordsOf('tuning')

type Parts = Omit<Command, 'screen' | 'group'>
const onTuning = (parts: Parts): Command => withParts({ group: 'Tuning', screen: 'tuning' } as const, parts)

const isRunning = (): boolean => useTuningStore.getState().sweep?.state === 'running'

/** There while the screen is. */
export const tuningCommands: readonly Command[] = [
  onTuning({
    id: 'tuning-sweep',
    get title() {
      return t('sweepTheSettings')
    },
    shortcut: 'S',
    icon: Play,
    when: () => sweepHandle.now !== null && !isRunning(),
    run: () => {
      useTuningStore.setState({ view: 'sweep' })
      sweepHandle.now?.()
    },
  }),
  onTuning({
    id: 'tuning-cancel',
    get title() {
      return t('cancelTheSweep')
    },
    icon: Square,
    when: isRunning,
    run: cancelSweep,
  }),
  onTuning({
    id: 'tuning-table',
    get title() {
      return t('showTheSweepAsATable')
    },
    shortcut: 'T',
    icon: Table2,
    run: () => useTuningStore.setState(({ isTable }) => ({ isTable: !isTable })),
  }),
  onTuning({
    id: 'tuning-view-sweep',
    get title() {
      return t('showTheSweep')
    },
    icon: ChartScatter,
    run: () => useTuningStore.setState({ view: 'sweep' }),
  }),
  onTuning({
    id: 'tuning-view-index',
    get title() {
      return t('showTheLists')
    },
    icon: Layers,
    run: () => useTuningStore.setState({ view: 'index' }),
  }),
  onTuning({
    id: 'tuning-view-watch',
    get title() {
      return t('showRecallOverTime')
    },
    icon: Activity,
    run: () => useTuningStore.setState({ view: 'watch' }),
  }),
  onTuning({
    id: 'tuning-depth',
    get title() {
      return t('measureAsRecallAsks')
    },
    icon: Gauge,
    run: () => useTuningStore.setState(({ depth }) => ({ depth: depth === 200 ? 10 : 200, chosen: null })),
  }),
  onTuning({
    id: 'tuning-reset',
    get title() {
      return t('backToTheSettings')
    },
    icon: RotateCcw,
    when: () => useTuningStore.getState().tried !== null,
    run: () => useTuningStore.setState({ tried: null, chosen: null }),
  }),
]
