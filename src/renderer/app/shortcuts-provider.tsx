import { type ReactNode, useCallback, useEffect } from 'react'
import { bindAll } from '../commands/bindings.ts'
import { knowCommands, registry } from '../commands/registry.ts'
import { LiveKeysProvider } from '../ui/live-keys.ts'
import { useWorkspace } from '../workspace/use-workspace.ts'
import { loadScreenCommands } from './screen-commands.ts'

/** After the first paint, which does not need them. */
const LATER_MS = 1500

/** Makes every control tell the keys that were chosen, and the commands of all screens known. */
export const ShortcutsProvider = ({ children }: { readonly children: ReactNode }) => {
  const bindings = useWorkspace((w) => w.preferences.shortcuts)
  const live = useCallback(
    (keys: string): string | undefined => {
      const { commands } = registry.getState()
      const command = commands.find(({ shortcut }) => shortcut === keys)
      return command ? bindAll([command], bindings)[0]?.shortcut : keys
    },
    [bindings],
  )
  useEffect(() => {
    const timer = setTimeout(() => void loadScreenCommands().then(knowCommands), LATER_MS)
    return () => clearTimeout(timer)
  }, [])
  return <LiveKeysProvider value={live}>{children}</LiveKeysProvider>
}
