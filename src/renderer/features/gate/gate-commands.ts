import {
  CircleSlash,
  GitMerge,
  Inbox,
  ListChecks,
  type LucideIcon,
  MoveDown,
  MoveUp,
  PanelRight,
  Plus,
  ScanSearch,
  SlidersHorizontal,
  SquareCheck,
} from 'lucide-react'
import type { Command, CommandContext } from '../../commands/command.ts'
import { withParts } from '../../commands/with-parts.ts'
import type { PlainKey } from '../../words/messages.ts'
import { wordsOf } from '../../words/words.ts'
import { type GateView, useGateStore } from './gate-store.ts'
import { type InboxHandle, inboxHandle, type Settling } from './inbox-handle.ts'

const t = wordsOf('gate')

type Parts = Omit<Command, 'screen' | 'group'>
const onGate = (parts: Parts): Command => withParts({ group: 'Gate', screen: 'gate' } as const, parts)

const inInbox = (parts: Omit<Parts, 'run' | 'when'>, run: (inbox: InboxHandle) => void): Command =>
  onGate(
    withParts(parts, {
      when: () => inboxHandle.now?.hasEntry() ?? false,
      run: () => inboxHandle.now && run(inboxHandle.now),
    }),
  )

const settling = (how: Settling, parts: Omit<Parts, 'run' | 'when'>): Command => {
  const command = inInbox(parts, (inbox) => inbox.settle(how))
  return withParts(command, {
    when: (context: CommandContext) => !context.readOnly && (inboxHandle.now?.hasEntry() ?? false),
  })
}

const toView = (view: GateView, title: PlainKey<'gate'>, icon: LucideIcon): Command =>
  onGate({
    id: `gate-${view}`,
    get title() {
      return t(title)
    },
    icon,
    run: () => useGateStore.getState().show(view),
  })

/** There while the screen is. */
export const gateCommands: readonly Command[] = [
  toView('inbox', 'showTheInboxOf', Inbox),
  toView('preview', 'previewWhatTheGate', ScanSearch),
  toView('calibrate', 'calibrateTheGate', SlidersHorizontal),
  inInbox(
    {
      id: 'inbox-next',
      get title() {
        return t('nextStoppedWrite')
      },
      shortcut: 'J',
      icon: MoveDown,
    },
    (inbox) => inbox.move(1),
  ),
  inInbox(
    {
      id: 'inbox-previous',
      get title() {
        return t('previousStoppedWrite')
      },
      shortcut: 'K',
      icon: MoveUp,
    },
    (inbox) => inbox.move(-1),
  ),
  inInbox(
    {
      id: 'inbox-choose',
      get title() {
        return t('chooseTheStoppedWrite')
      },
      shortcut: 'X',
      icon: SquareCheck,
    },
    (inbox) => inbox.toggle(),
  ),
  inInbox(
    {
      id: 'inbox-choose-all',
      get title() {
        return t('chooseAllStoppedWrites')
      },
      shortcut: 'A',
      icon: ListChecks,
    },
    (inbox) => inbox.toggleAll(),
  ),
  inInbox(
    {
      id: 'inbox-open',
      get title() {
        return t('openTheNearestMemory')
      },
      shortcut: 'O',
      icon: PanelRight,
    },
    (inbox) => inbox.open(),
  ),
  settling('store', {
    id: 'inbox-store',
    get title() {
      return t('storeTheStoppedWriteAnyway')
    },
    shortcut: 'S',
    icon: Plus,
  }),
  settling('merge', {
    id: 'inbox-merge',
    get title() {
      return t('mergeTheStoppedWriteInto')
    },
    shortcut: 'M',
    icon: GitMerge,
  }),
  settling('confirm', {
    id: 'inbox-confirm',
    get title() {
      return t('confirmThrowTheStoppedWrite')
    },
    shortcut: 'C',
    icon: CircleSlash,
  }),
]
