import { useEffect } from 'react'
import { overlayStore } from '../workspace/overlay.ts'
import { bindAll } from './bindings.ts'
import type { Command, CommandContext } from './command.ts'
import { registry } from './registry.ts'
import { isTyping, matchesShortcut, worksInFields } from './shortcut.ts'

export const canRun = (command: Command, context: CommandContext): boolean =>
  (command.screen === undefined || command.screen === context.workspace.screen) &&
  (command.when?.(context) ?? true)

const TAKES_ALL_KEYS =
  '[role="dialog"][data-state="open"]:not([data-sheet]), [role="menu"], [role="alertdialog"]'

/** A dialog or a menu takes all keys for itself; a sheet does not, as the rest can be used beside it. */
const somethingFloats = (): boolean => {
  const overlay = overlayStore.getState().overlay?.kind ?? 'history'
  return overlay !== 'history' || document.querySelector(TAKES_ALL_KEYS) !== null
}

/** Plain keys in a sheet are for its own buttons. */
const isForSheet = ({ target }: KeyboardEvent, { shortcut = '' }: Command): boolean =>
  !shortcut.startsWith('Mod+') && target instanceof Element && target.closest('[data-sheet]') !== null

/** One listener for all shortcuts. Keys that a control used itself (`preventDefault`) are left alone. */
export const useShortcuts = (contextNow: () => CommandContext): void => {
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing || somethingFloats()) return
      const context = contextNow()
      const typing = isTyping(event)
      const { commands } = registry.getState()
      const command = bindAll(commands, context.workspace.preferences.shortcuts).find(
        (one) =>
          one.shortcut !== undefined &&
          matchesShortcut(one.shortcut, event) &&
          !isForSheet(event, one) &&
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
