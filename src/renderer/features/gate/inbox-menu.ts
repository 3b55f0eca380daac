import type { CommandContext } from '../../commands/command.ts'
import { commandItem } from '../../commands/command-item.ts'
import type { MenuItem } from '../../ui/menu-item.ts'
import { gateCommands } from './gate-commands.ts'

const SETTLING = ['inbox-store', 'inbox-merge', 'inbox-confirm']
const IN_MENU = [...SETTLING, 'inbox-open', 'inbox-choose']

/** What the keys do to the row under the cursor, or to those that are chosen. */
export const inboxMenu = (contextNow: () => CommandContext): readonly MenuItem[] =>
  gateCommands
    .filter(({ id }) => IN_MENU.includes(id))
    .map((command) => ({
      ...commandItem(command, contextNow),
      disabled: contextNow().readOnly && SETTLING.includes(command.id),
    }))
