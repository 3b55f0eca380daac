import type { AppFolder, CommandLine } from './command-line.ts'

/** What this process was started with. One process is one Electron, so the parts of the double share it. */
export interface Host extends CommandLine {
  readonly app: AppFolder
  /** The app's archive, where it is packed. */
  readonly archive: string | undefined
  /** The stand-in's own path: `process.execPath`. */
  readonly executable: string
  readonly tempFolder: string
  readonly versions: { readonly electron: string; readonly chrome: string }
}

let configured: Host | undefined

export function configureHost(host: Host): void {
  configured = host
}

export function host(): Host {
  if (!configured) throw new Error('electron stand-in: asked for its host before main.ts configured it')
  return configured
}

export function debugLog(...parts: readonly unknown[]): void {
  if (process.env.ELECTRON_STAND_IN_DEBUG) console.error('[electron stand-in]', ...parts)
}
