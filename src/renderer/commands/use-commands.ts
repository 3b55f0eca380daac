import { useEffect } from 'react'
import { useStore } from 'zustand'
import type { Command } from './command.ts'
import { addCommands, registry } from './registry.ts'

export const useAllCommands = (): readonly Command[] => useStore(registry, (state) => state.commands)

/** A screen's commands, there as long as the screen is. Give the same array each time. */
export const useCommands = (commands: readonly Command[]): void => {
  useEffect(() => addCommands(commands), [commands])
}
