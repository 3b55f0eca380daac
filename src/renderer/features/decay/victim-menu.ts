import type { CommandContext } from '../../commands/command.ts'
import type { MenuItem } from '../../ui/menu-item.ts'
import { decayCommands } from './decay-commands.ts'

const IN_MENU: ReadonlySet<string> = new Set(['decay-boost', 'decay-accept'])

/** What the keys do to the row under the cursor, or to those that are chosen. */
export const victimMenu = (contextNow: () => CommandContext): readonly MenuItem[] =>
  decayCommands
    .filter(({ id }) => IN_MENU.has(id))
    .map((command) => ({
      id: command.id,
      label: command.title,
      shortcut: command.shortcut,
      disabled: contextNow().readOnly,
      run: () => command.run(contextNow()),
      ...(command.icon ? { icon: command.icon } : {}),
    }))
