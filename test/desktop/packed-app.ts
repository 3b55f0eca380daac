import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import electronPackage from 'electron/package.json' with { type: 'json' }
import { standIn } from '../electron-stand-in/launch.ts'
import { ROOT } from './app.ts'

const run = promisify(execFile)

export interface PackedApp {
  /** The folder that an installer would lay down. */
  readonly folder: string
  readonly executable: string
  readonly archive: string
  remove(): Promise<void>
}

/**
 * A folder that looks like Electron's download to electron-builder. Its executable is the stand-in, told where the
 * archive is, with a fuse wire behind its last line: all fuses of Electron as it comes.
 */
const makeRuntime = async (folder: string): Promise<void> => {
  await mkdir(join(folder, 'resources'), { recursive: true })
  await mkdir(join(folder, 'locales'))
  const script = [
    '#!/bin/sh',
    'here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd -P)',
    'export ELECTRON_STAND_IN_ARCHIVE="$here/resources/app.asar"',
    `exec '${standIn.executable}' "$@"`,
    `# dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX\u0001\u000810110001`,
  ]
  await writeFile(join(folder, 'electron'), `${script.join('\n')}\n`, { mode: 0o755 })
  const others = ['chrome-sandbox', 'LICENSE', 'LICENSES.chromium.html']
  const locales = ['en-US', 'de', 'zh-CN', 'fr'].map((name) => `locales/${name}.pak`)
  await Promise.all([...others, ...locales].map((name) => writeFile(join(folder, name), 'stand-in')))
  await writeFile(join(folder, 'version'), electronPackage.version)
}

/** Packs what is in out/ with the project's own settings. Only the runtime is another. */
export const packApp = async (): Promise<PackedApp> => {
  const temp = await mkdtemp(join(tmpdir(), 'soma-packed-'))
  const runtime = join(temp, 'runtime')
  await makeRuntime(runtime)
  const builder = join(ROOT, 'node_modules/electron-builder/cli.js')
  const output = join(temp, 'dist')
  const overrides = [`-c.electronDist=${runtime}`, `-c.directories.output=${output}`]
  const settings = ['--config', 'electron-builder.config.ts', '--publish', 'never', ...overrides]
  const env = { ...process.env, SOMA_UPDATE_URL: 'https://updates.invalid/soma' }
  await run(process.execPath, [builder, '--dir', '--linux', '--x64', ...settings], { cwd: ROOT, env })
  const folder = join(output, 'linux-unpacked')
  return {
    folder,
    executable: join(folder, 'soma-inspector'),
    archive: join(folder, 'resources/app.asar'),
    remove: () => rm(temp, { recursive: true, force: true, maxRetries: 3 }),
  }
}
