import { contextBridge, ipcRenderer } from 'electron'
import { createSomaPort } from './soma-port.ts'

// A sandboxed preload has a `process` of its own, of which only this is needed.
declare const process: { readonly platform: string }

contextBridge.exposeInMainWorld(
  'somaPort',
  createSomaPort({
    ipc: ipcRenderer,
    session: crypto.randomUUID(),
    platform: process.platform,
    onPageGone: (listener) => window.addEventListener('pagehide', listener),
  }),
)
