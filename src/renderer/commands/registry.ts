import { createStore } from 'zustand/vanilla'
import { appCommands } from './app-commands.ts'
import type { Command } from './command.ts'

interface Registry {
  /** Every command that exists now. Palette, shortcuts, cheat sheet and menus read it. */
  readonly commands: readonly Command[]
  /** Those of all screens, also of ones that were not opened yet: their shortcuts can be chosen too. */
  readonly known: readonly Command[]
}

export const registry = createStore<Registry>(() => ({ commands: appCommands, known: appCommands }))

const others = (commands: readonly Command[], than: readonly Command[]): readonly Command[] => {
  const ids = new Set(than.map(({ id }) => id))
  return commands.filter(({ id }) => !ids.has(id))
}

/** Adds the commands of a screen; the result takes them out again. An id that is there already is replaced. */
export const addCommands = (added: readonly Command[]): (() => void) => {
  registry.setState(({ commands }) => ({ commands: [...others(commands, added), ...added] }))
  return () => registry.setState(({ commands }) => ({ commands: others(commands, added) }))
}

/** Tells of commands without putting them in force. */
export const knowCommands = (told: readonly Command[]): void =>
  registry.setState(({ known }) => ({ known: [...others(known, told), ...told] }))

/** A command as it comes, whatever keys were chosen for it. */
export const ownCommand = (id: string): Command | undefined =>
  registry.getState().known.find((command) => command.id === id)

export const findCommand = (id: string): Command | undefined =>
  registry.getState().commands.find((command) => command.id === id)
