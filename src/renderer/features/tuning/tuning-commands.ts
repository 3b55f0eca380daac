import { Activity, ChartScatter, Gauge, Layers, Play, RotateCcw, Square, Table2 } from 'lucide-react'
import type { Command } from '../../commands/command.ts'
import { cancelSweep } from './run-sweep.ts'
import { sweepHandle } from './sweep-handle.ts'
import { useTuningStore } from './tuning-store.ts'

type Parts = Omit<Command, 'screen' | 'group'>
const onTuning = (parts: Parts): Command => ({ group: 'Tuning', screen: 'tuning', ...parts })

const isRunning = (): boolean => useTuningStore.getState().sweep?.state === 'running'

/** There while the screen is. */
export const tuningCommands: readonly Command[] = [
  onTuning({
    id: 'tuning-sweep',
    title: 'Sweep the settings of the index',
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
    title: 'Cancel the sweep',
    icon: Square,
    when: isRunning,
    run: cancelSweep,
  }),
  onTuning({
    id: 'tuning-table',
    title: 'Show the sweep as a table, or as a plot',
    shortcut: 'T',
    icon: Table2,
    run: () => useTuningStore.setState(({ isTable }) => ({ isTable: !isTable })),
  }),
  onTuning({
    id: 'tuning-view-sweep',
    title: 'Show the sweep',
    icon: ChartScatter,
    run: () => useTuningStore.setState({ view: 'sweep' }),
  }),
  onTuning({
    id: 'tuning-view-index',
    title: 'Show the lists of the index, and what is missed',
    icon: Layers,
    run: () => useTuningStore.setState({ view: 'index' }),
  }),
  onTuning({
    id: 'tuning-view-watch',
    title: 'Show recall over time',
    icon: Activity,
    run: () => useTuningStore.setState({ view: 'watch' }),
  }),
  onTuning({
    id: 'tuning-depth',
    title: 'Measure as recall asks, or the ten nearest',
    icon: Gauge,
    run: () => useTuningStore.setState(({ depth }) => ({ depth: depth === 200 ? 10 : 200, chosen: null })),
  }),
  onTuning({
    id: 'tuning-reset',
    title: 'Back to the settings in force',
    icon: RotateCcw,
    when: () => useTuningStore.getState().tried !== null,
    run: () => useTuningStore.setState({ tried: null, chosen: null }),
  }),
]
