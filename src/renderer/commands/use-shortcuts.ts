import { useEffect } from 'react'
import { overlayStore } from '../workspace/overlay.ts'
import type { Command, CommandContext } from './command.ts'
import { registry } from './registry.ts'
import { isTyping, matchesShortcut, worksInFields } from './shortcut.ts'

const canRun = (command: Command, context: CommandContext): boolean =>
  (command.screen === undefined || command.screen === context.workspace.screen) &&
  (command.when?.(context) ?? true)

/** A dialog or a menu takes all keys for itself. */
const somethingFloats = (): boolean =>
  overlayStore.getState().overlay !== null ||
  document.querySelector('[role="dialog"][data-state="open"], [role="menu"], [role="alertdialog"]') !== null

/** One listener for all shortcuts. Keys that a control used itself (`preventDefault`) are left alone. */
export const useShortcuts = (contextNow: () => CommandContext): void => {
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing || somethingFloats()) return
      const context = contextNow()
      const typing = isTyping(event)
      const command = registry
        .getState()
        .commands.find(
          (one) =>
            one.shortcut !== undefined &&
            matchesShortcut(one.shortcut, event) &&
            (!typing || worksInFields(one)) &&
            canRun(one, context),
        )
      if (!command) return
      event.preventDefault()
      command.run(context)
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [contextNow])
}
