import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { type Desktop, launchDesktop } from '../electron-stand-in/launch.ts'

/** The built program: out/ of this checkout. */
export const ROOT = resolve(import.meta.dirname, '../..')

export interface OpenApp extends Desktop {
  readonly dataDir: string
}

/** Opens the real app on a data folder of its own, with nothing in it, or on one that is given and kept. */
export const openApp = async (
  options: { dataDir?: string; args?: readonly string[] } = {},
): Promise<OpenApp> => {
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'soma-desktop-')))
  const args = [`--data=${dataDir}`, ...(options.args ?? [])]
  const desktop = await launchDesktop({ appDir: ROOT, args })
  // The window is there before the store is open.
  await desktop.window
    .getByText(/\d memories$/)
    .first()
    .waitFor()
  const close = async (): Promise<void> => {
    await desktop.close()
    if (options.dataDir === undefined) await rm(dataDir, { recursive: true, force: true, maxRetries: 3 })
  }
  return { ...desktop, dataDir, close }
}
