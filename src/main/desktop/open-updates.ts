import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Updating } from '#api/updates'
import type { NoUpdates } from '#contract/updates'
import { noUpdating } from '#hosts/composition/no-updating'
import { AppUpdates, type AppUpdatesOptions, type Updater } from './app-updates.ts'

interface Place {
  readonly isPackaged: boolean
  readonly platform: NodeJS.Platform
  readonly env: Readonly<Record<string, string | undefined>>
  readonly resources: string
}

/** Why this app does not update itself, or undefined where it does. */
export const whyNoUpdates = ({ isPackaged, platform, env, resources }: Place): NoUpdates | undefined => {
  if (!isPackaged) return 'checkout'
  if (!existsSync(join(resources, 'app-update.yml'))) return 'no-address'
  if (platform === 'win32' && env.PORTABLE_EXECUTABLE_DIR !== undefined) return 'portable'
  // An AppImage is one file of the user's. Packages are kept by who has the rights to.
  if (platform === 'linux' && env.APPIMAGE === undefined) return 'system-package'
  return undefined
}

/** Read only where it is used: it looks for its settings as it starts. */
const loadUpdater = async (): Promise<Updater> => (await import('electron-updater')).default.autoUpdater

export const openUpdates = async (options: Omit<AppUpdatesOptions, 'updater'> & Place): Promise<Updating> => {
  const reason = whyNoUpdates(options)
  if (reason) return noUpdating(options.version, reason)
  return new AppUpdates({ ...options, updater: await loadUpdater() })
}
