import { useEffect, useMemo } from 'react'
import { useStore } from 'zustand'
import { useWorkspace } from '../workspace/use-workspace.ts'
import { bindAll } from './bindings.ts'
import type { Command } from './command.ts'
import { addCommands, registry } from './registry.ts'

const useBound = (commands: readonly Command[]): readonly Command[] => {
  const bindings = useWorkspace((w) => w.preferences.shortcuts)
  return useMemo(() => bindAll(commands, bindings), [commands, bindings])
}

/** Every command that exists now, with the shortcut that holds. */
export const useAllCommands = (): readonly Command[] =>
  useBound(useStore(registry, (state) => state.commands))

/** Those of every screen, with the shortcuts that hold. */
export const useKnownCommands = (): readonly Command[] => useBound(useStore(registry, (state) => state.known))

/** The shortcut that a command has now. */
export const useShortcutOf = (id: string): string | undefined =>
  useKnownCommands().find((command) => command.id === id)?.shortcut

/** A screen's commands, there as long as the screen is. Give the same array each time. */
export const useCommands = (commands: readonly Command[]): void => {
  useEffect(() => addCommands(commands), [commands])
}
