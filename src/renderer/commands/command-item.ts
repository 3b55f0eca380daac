import type { MenuItem } from '../ui/menu-item.ts'
import type { Command, CommandContext } from './command.ts'

const DANGER: ReadonlySet<string> = new Set(['delete-memory', 'delete-selection'])

type CommandItem = Extract<MenuItem, { readonly run: () => void }>

/** A command as an item of a menu: its name, its keys, and what it does to what is meant when it is chosen. */
export const commandItem = (command: Command, contextNow: () => CommandContext): CommandItem => ({
  id: command.id,
  label: command.title,
  shortcut: command.shortcut,
  danger: DANGER.has(command.id),
  run: () => command.run(contextNow()),
  ...(command.icon ? { icon: command.icon } : {}),
})

/** The commands that there are now, as items. */
export const commandItems = (
  commands: readonly Command[],
  contextNow: () => CommandContext,
): readonly CommandItem[] => {
  const context = contextNow()
  return commands
    .filter((command) => command.when?.(context) ?? true)
    .map((command) => commandItem(command, contextNow))
}
