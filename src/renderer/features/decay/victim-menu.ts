import type { CommandContext } from '../../commands/command.ts'
import { commandItem } from '../../commands/command-item.ts'
import type { MenuItem } from '../../ui/menu-item.ts'
import { decayCommands } from './decay-commands.ts'

const IN_MENU: ReadonlySet<string> = new Set(['decay-boost', 'decay-accept'])

/** What the keys do to the row under the cursor, or to those that are chosen. */
export const victimMenu = (contextNow: () => CommandContext): readonly MenuItem[] =>
  decayCommands
    .filter(({ id }) => IN_MENU.has(id))
    .map((command) => ({
      ...commandItem(command, contextNow),
      disabled: contextNow().readOnly,
    }))
