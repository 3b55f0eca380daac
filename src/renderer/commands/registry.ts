import { createStore } from 'zustand/vanilla'
import { appCommands } from './app-commands.ts'
import type { Command } from './command.ts'

/** Every command that exists now. Palette, shortcuts, cheat sheet and menus read it. */
export const registry = createStore<{ readonly commands: readonly Command[] }>(() => ({
  commands: appCommands,
}))

/** Adds the commands of a screen; the result takes them out again. An id that is there already is replaced. */
export const addCommands = (added: readonly Command[]): (() => void) => {
  const ids = new Set(added.map((command) => command.id))
  const others = (): readonly Command[] => registry.getState().commands.filter(({ id }) => !ids.has(id))
  registry.setState({ commands: [...others(), ...added] })
  return () => registry.setState({ commands: others() })
}

export const findCommand = (id: string): Command | undefined =>
  registry.getState().commands.find((command) => command.id === id)
