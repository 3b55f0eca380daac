import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { capture } from '../run.mjs'

/**
 * The electron package comes without its runtime (100 MB), which is a download of its own. Here is where it is
 * looked for, in the places that the package itself and electron-vite know, and how it is fetched.
 */

const stalledMs = 20_000
const dayMs = 24 * 3_600_000

/** @typedef {{ root: string, env?: NodeJS.ProcessEnv }} Where */

/**
 * @param {Where & { platform?: string }} where
 * @returns {string | undefined} the executable, if there is one
 */
export function electronExecutable({ root, env = process.env, platform = process.platform }) {
  if (env.ELECTRON_EXEC_PATH) return existing(env.ELECTRON_EXEC_PATH)
  const name = executableName(platform)
  if (env.ELECTRON_OVERRIDE_DIST_PATH) return existing(join(env.ELECTRON_OVERRIDE_DIST_PATH, name))
  const folder = join(root, 'node_modules/electron')
  // Both are written after unpacking: without them the folder is half of a download.
  const complete =
    read(join(folder, 'path.txt')) === name &&
    read(join(folder, 'dist/version'))?.replace(/^v/, '') === electronVersion(root)
  return complete ? existing(join(folder, 'dist', name)) : undefined
}

/** @param {string} platform */
function executableName(platform) {
  if (platform === 'darwin') return 'Electron.app/Contents/MacOS/Electron'
  return platform === 'win32' ? 'electron.exe' : 'electron'
}

/**
 * Tries to fetch the runtime with the package's own downloader, which knows mirrors, proxies and caches.
 * Gives up when nothing arrives for a while, and remembers a failure for a day so that later starts are quick.
 * @param {Where & {
 *   node: string, log: (line: string) => void, retry: boolean, now?: () => number, patienceMs?: number,
 * }} options
 * @returns {Promise<string | undefined>} why there is none
 */
export async function fetchElectron(options) {
  const { root, env = process.env, node, log, retry, now = Date.now, patienceMs = stalledMs } = options
  if (env.ELECTRON_SKIP_BINARY_DOWNLOAD) return 'ELECTRON_SKIP_BINARY_DOWNLOAD is set'
  const noteFile = join(root, '.cache/electron-not-fetched.json')
  const earlier = retry ? undefined : earlierFailure(noteFile, { version: electronVersion(root), now: now() })
  if (earlier) return `${earlier}, earlier today (npm start -- --desktop tries again)`

  log('Fetching the Electron runtime (about 100 MB, once)')
  const reason = await download({ root, env, node, patienceMs })
  mkdirSync(join(root, '.cache'), { recursive: true })
  if (!reason) rmSync(noteFile, { force: true })
  else writeFileSync(noteFile, JSON.stringify({ version: electronVersion(root), at: now(), reason }))
  return reason
}

/**
 * @param {Required<Where> & { node: string, patienceMs: number }} options
 * @returns {Promise<string | undefined>} why it failed
 */
async function download({ root, env, node, patienceMs }) {
  const folder = join(root, 'node_modules/electron')
  const temporary = join(root, '.cache', `electron-${process.pid}`)
  mkdirSync(temporary, { recursive: true })
  const stalled = new AbortController()
  const watch = watchGrowth([temporary, join(folder, 'dist')], {
    patienceMs,
    onStalled: () => stalled.abort(),
  })
  try {
    const { code, output } = await capture(node, [join(folder, 'install.js')], {
      cwd: root,
      env: { ...env, TMPDIR: temporary, TMP: temporary, TEMP: temporary },
      signal: stalled.signal,
    })
    return code === 0 ? undefined : `its download failed: ${firstError(output)}`
  } catch (error) {
    if (!stalled.signal.aborted) throw error
    return `its download stood still for ${Math.round(patienceMs / 1000)} s`
  } finally {
    clearInterval(watch)
    rmSync(temporary, { recursive: true, force: true })
  }
}

/**
 * @param {readonly string[]} folders
 * @param {{ patienceMs: number, onStalled: () => void }} options
 */
function watchGrowth(folders, { patienceMs, onStalled }) {
  let size = -1
  let grewAt = Date.now()
  return setInterval(() => {
    const current = folders.reduce((sum, folder) => sum + sizeOf(folder), 0)
    if (current !== size) grewAt = Date.now()
    else if (Date.now() - grewAt > patienceMs) onStalled()
    size = current
  }, 500)
}

/**
 * @param {string} path
 * @returns {number} bytes; files come and go while we look
 */
function sizeOf(path) {
  try {
    const stat = statSync(path)
    if (!stat.isDirectory()) return stat.size
    return readdirSync(path).reduce((sum, name) => sum + sizeOf(join(path, name)), 0)
  } catch {
    return 0
  }
}

/** @param {string} output */
function firstError(output) {
  const lines = output.split('\n').map((line) => line.trim())
  const line = lines.find((text) => /^\w*Error\b.*: /.test(text)) ?? lines.find(Boolean) ?? ''
  return line.replace(/^\w*Error\b.*?: /, '').slice(0, 160) || 'no reason given'
}

/**
 * @param {string} file
 * @param {{ version: string, now: number }} current
 * @returns {string | undefined}
 */
function earlierFailure(file, { version, now }) {
  try {
    const note = JSON.parse(readFileSync(file, 'utf8'))
    return note.version === version && now - note.at < dayMs ? note.reason : undefined
  } catch {
    return undefined
  }
}

/** @param {string} root */
export function electronVersion(root) {
  return JSON.parse(read(join(root, 'node_modules/electron/package.json')) ?? '{}').version
}

/** @param {string} file */
const existing = (file) => (existsSync(file) ? file : undefined)

/** @param {string} file */
function read(file) {
  try {
    return readFileSync(file, 'utf8').trim()
  } catch {
    return undefined
  }
}
