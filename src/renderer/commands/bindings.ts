import type { Bindings } from '../workspace/preferences.ts'
import type { Command } from './command.ts'
import { meets } from './shortcut.ts'

/** The command with the shortcut that was chosen for it, or without one. */
const bound = (command: Command, bindings: Bindings): Command => {
  const chosen = Object.hasOwn(bindings, command.id) ? bindings[command.id] : undefined
  if (chosen === undefined) return command
  const { shortcut: _, ...others } = command
  return {
    ...others,
    ...(chosen !== null && { shortcut: chosen }),
    // A copied title would stay in the language of now.
    get title() {
      return command.title
    },
  }
}

export const bindAll = (commands: readonly Command[], bindings: Bindings): readonly Command[] =>
  commands.map((command) => bound(command, bindings))

/** With a shortcut for one command. Its own is kept as no choice at all, so that a later default reaches it. */
export const withBinding = (bindings: Bindings, command: Command, shortcut: string | null): Bindings => {
  const { [command.id]: _, ...rest } = bindings
  return shortcut === (command.shortcut ?? null) ? rest : { ...rest, [command.id]: shortcut }
}

/** Commands that a shortcut would mean as well, where one command had it. All with their present shortcuts. */
export const takenBy = (
  commands: readonly Command[],
  command: Command,
  shortcut: string,
): readonly Command[] =>
  commands.filter((other) => other.id !== command.id && meets(other, { ...command, shortcut }))
