import type { Port } from '#rpc/port'
import { type BrowserWindow, createBrowserPort } from './browser-port.ts'
import { type ConnectionStore, createConnectionStore } from './connection-store.ts'
import { createDesktopPort, type DesktopBridge } from './desktop-port.ts'

declare global {
  interface Window {
    readonly somaPort?: DesktopBridge
  }
}

export interface OpenedPort {
  readonly edition: 'desktop' | 'browser'
  /** `process.platform` where it is known: in the desktop edition. */
  readonly platform: string | null
  readonly port: Port
  readonly connection: ConnectionStore
  /** Tries at once instead of waiting for the next attempt. */
  retryNow(): void
}

/** Opens the line to the engine: over the desktop's bridge where there is one, else over a WebSocket. */
export const openPort = (
  window: BrowserWindow & { readonly somaPort?: DesktopBridge } = globalThis.window,
): OpenedPort => {
  const { somaPort } = window
  const { store, set } = createConnectionStore({ state: somaPort ? 'open' : 'connecting' })
  if (!somaPort) {
    const port = createBrowserPort(window, set)
    return { edition: 'browser', platform: null, port, connection: store, retryNow: port.retryNow }
  }
  const port = createDesktopPort(somaPort)
  port.onClose(() => set({ state: 'closed' }))
  const { edition, platform } = somaPort
  return { edition, platform, port, connection: store, retryNow: () => undefined }
}
