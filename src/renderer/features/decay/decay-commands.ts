import {
  Archive,
  ArchiveX,
  ChevronsDown,
  Gauge,
  Hourglass,
  type LucideIcon,
  Pin,
  RotateCcw,
  SlidersHorizontal,
  TextSearch,
} from 'lucide-react'
import type { Command } from '../../commands/command.ts'
import { type DecayView, useDecayStore } from './decay-store.ts'
import { type VictimHandle, victimHandle } from './victim-handle.ts'

type Parts = Omit<Command, 'screen' | 'group'>
const onDecay = (parts: Parts): Command => ({ group: 'Decay', screen: 'decay', ...parts })

const toView = (view: DecayView, title: string, icon: LucideIcon): Command =>
  onDecay({ id: `decay-${view}`, title, icon, run: () => useDecayStore.setState({ view }) })

const ofVictims = (act: keyof VictimHandle, parts: Omit<Parts, 'run' | 'when'>): Command =>
  onDecay({
    ...parts,
    when: ({ readOnly }) => !readOnly && victimHandle.now !== null,
    run: () => victimHandle.now?.[act](),
  })

/** There while the screen is. */
export const decayCommands: readonly Command[] = [
  toView('forecast', 'Show the time machine', Hourglass),
  toView('cost', 'Show what forgetting costs in recall', TextSearch),
  toView('bin', 'Show the bin', Archive),
  onDecay({
    id: 'decay-parameters',
    title: 'Show or hide the parameters of decay',
    shortcut: 'R',
    icon: SlidersHorizontal,
    run: () => useDecayStore.setState(({ isPanelOpen }) => ({ isPanelOpen: !isPanelOpen })),
  }),
  onDecay({
    id: 'decay-reset',
    title: 'Back to the rules in force',
    icon: RotateCcw,
    when: () => useDecayStore.getState().tried !== null,
    run: () => useDecayStore.setState({ tried: null }),
  }),
  ofVictims('pin', { id: 'decay-pin', title: 'Pin what is about to be forgotten', shortcut: 'P', icon: Pin }),
  ofVictims('boost', {
    id: 'decay-boost',
    title: 'Raise its importance so that it stays',
    shortcut: 'B',
    icon: Gauge,
  }),
  ofVictims('accept', {
    id: 'decay-accept',
    title: 'Accept: let it decay or be evicted now',
    shortcut: 'A',
    icon: ChevronsDown,
  }),
  onDecay({
    id: 'decay-empty-bin',
    title: 'Empty the bin…',
    icon: ArchiveX,
    when: ({ readOnly }) => !readOnly,
    run: () => useDecayStore.setState({ view: 'bin', dialog: 'empty' }),
  }),
]
