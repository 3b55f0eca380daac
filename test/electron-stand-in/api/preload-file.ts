import { readFileSync } from 'node:fs'
import { Script } from 'node:vm'
import type { WebPreferences } from 'electron'
import type { Preload } from '../wire/page-scripts.ts'

/** Throws what is wrong with the file: inside the page a syntax error would take the whole isolated world with it. */
export function readPreload(preferences: WebPreferences): Preload | undefined {
  const { preload: path, additionalArguments = [], nodeIntegrationInSubFrames = false } = preferences
  if (!path) return undefined
  const source = readFileSync(path, 'utf8').replace(/^\/\/# sourceMappingURL=.*$/m, '')
  new Script(`(function () {${source}\n})`, { filename: path })
  const { platform, arch, execPath, versions } = process
  const sandboxed = {
    platform,
    arch,
    execPath,
    versions,
    argv: [execPath, ...additionalArguments],
    env: {},
    type: 'renderer',
    sandboxed: true,
    contextIsolated: true,
  }
  return { path, source, process: sandboxed, inSubFrames: nodeIntegrationInSubFrames }
}
