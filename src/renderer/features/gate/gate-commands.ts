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
import type { Command } from '../../commands/command.ts'
import { type GateView, useGateStore } from './gate-store.ts'
import { type InboxHandle, inboxHandle, type Settling } from './inbox-handle.ts'

type Parts = Omit<Command, 'screen' | 'group'>
const onGate = (parts: Parts): Command => ({ group: 'Gate', screen: 'gate', ...parts })

const inInbox = (parts: Omit<Parts, 'run' | 'when'>, run: (inbox: InboxHandle) => void): Command =>
  onGate({
    ...parts,
    when: () => inboxHandle.now?.hasEntry() ?? false,
    run: () => inboxHandle.now && run(inboxHandle.now),
  })

const settling = (how: Settling, parts: Omit<Parts, 'run' | 'when'>): Command => {
  const command = inInbox(parts, (inbox) => inbox.settle(how))
  return { ...command, when: (context) => !context.readOnly && (inboxHandle.now?.hasEntry() ?? false) }
}

const toView = (view: GateView, title: string, icon: LucideIcon): Command =>
  onGate({ id: `gate-${view}`, title, icon, run: () => useGateStore.getState().show(view) })

/** There while the screen is. */
export const gateCommands: readonly Command[] = [
  toView('inbox', 'Show the inbox of the gate', Inbox),
  toView('preview', 'Preview what the gate would say', ScanSearch),
  toView('calibrate', 'Calibrate the gate', SlidersHorizontal),
  inInbox({ id: 'inbox-next', title: 'Next stopped write', shortcut: 'J', icon: MoveDown }, (inbox) =>
    inbox.move(1),
  ),
  inInbox({ id: 'inbox-previous', title: 'Previous stopped write', shortcut: 'K', icon: MoveUp }, (inbox) =>
    inbox.move(-1),
  ),
  inInbox(
    { id: 'inbox-choose', title: 'Choose the stopped write', shortcut: 'X', icon: SquareCheck },
    (inbox) => inbox.toggle(),
  ),
  inInbox(
    { id: 'inbox-choose-all', title: 'Choose all stopped writes', shortcut: 'A', icon: ListChecks },
    (inbox) => inbox.toggleAll(),
  ),
  inInbox({ id: 'inbox-open', title: 'Open the nearest memory', shortcut: 'O', icon: PanelRight }, (inbox) =>
    inbox.open(),
  ),
  settling('store', {
    id: 'inbox-store',
    title: 'Store the stopped write anyway',
    shortcut: 'S',
    icon: Plus,
  }),
  settling('merge', {
    id: 'inbox-merge',
    title: 'Merge the stopped write into its nearest memory',
    shortcut: 'M',
    icon: GitMerge,
  }),
  settling('confirm', {
    id: 'inbox-confirm',
    title: 'Confirm: throw the stopped write away',
    shortcut: 'C',
    icon: CircleSlash,
  }),
]
