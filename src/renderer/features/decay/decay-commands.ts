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
import { withParts } from '../../commands/with-parts.ts'
import type { PlainKey } from '../../words/messages.ts'
import { wordsOf } from '../../words/words.ts'
import { type DecayView, useDecayStore } from './decay-store.ts'
import { type VictimHandle, victimHandle } from './victim-handle.ts'

const t = wordsOf('decay')

type Parts = Omit<Command, 'screen' | 'group'>
const onDecay = (parts: Parts): Command => withParts({ group: 'Decay', screen: 'decay' } as const, parts)

const toView = (view: DecayView, title: PlainKey<'decay'>, icon: LucideIcon): Command =>
  onDecay({
    id: `decay-${view}`,
    get title() {
      return t(title)
    },
    icon,
    run: () => useDecayStore.setState({ view }),
  })

const ofVictims = (act: keyof VictimHandle, parts: Omit<Parts, 'run' | 'when'>): Command =>
  onDecay(
    withParts(parts, {
      when: ({ readOnly }) => !readOnly && victimHandle.now !== null,
      run: () => victimHandle.now?.[act](),
    }),
  )

/** There while the screen is. */
export const decayCommands: readonly Command[] = [
  toView('forecast', 'showTheTimeMachine', Hourglass),
  toView('cost', 'showWhatForgettingCosts', TextSearch),
  toView('bin', 'showTheBin', Archive),
  onDecay({
    id: 'decay-parameters',
    get title() {
      return t('showOrHideTheParameters')
    },
    shortcut: 'R',
    icon: SlidersHorizontal,
    run: () => useDecayStore.setState(({ isPanelOpen }) => ({ isPanelOpen: !isPanelOpen })),
  }),
  onDecay({
    id: 'decay-reset',
    get title() {
      return t('backToTheRulesIn')
    },
    icon: RotateCcw,
    when: () => useDecayStore.getState().tried !== null,
    run: () => useDecayStore.setState({ tried: null }),
  }),
  ofVictims('pin', {
    id: 'decay-pin',
    get title() {
      return t('pinWhatIsAboutTo')
    },
    shortcut: 'P',
    icon: Pin,
  }),
  ofVictims('boost', {
    id: 'decay-boost',
    get title() {
      return t('raiseItsImportanceSoThat')
    },
    shortcut: 'B',
    icon: Gauge,
  }),
  ofVictims('accept', {
    id: 'decay-accept',
    get title() {
      return t('acceptLetItDecayOr')
    },
    shortcut: 'A',
    icon: ChevronsDown,
  }),
  onDecay({
    id: 'decay-empty-bin',
    get title() {
      return t('emptyTheBin2')
    },
    icon: ArchiveX,
    when: ({ readOnly }) => !readOnly,
    run: () => useDecayStore.setState({ view: 'bin', dialog: 'empty' }),
  }),
]
