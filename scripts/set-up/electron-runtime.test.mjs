import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { makeTempFolder } from '../temp-folder.mjs'
import { electronExecutable, fetchElectron } from './electron-runtime.mjs'

const folder = 'node_modules/electron'
const whole = {
  [`${folder}/package.json`]: { version: '45.4.1' },
  [`${folder}/path.txt`]: 'electron',
  [`${folder}/dist/version`]: '45.4.1',
  [`${folder}/dist/electron`]: '',
}

describe('electronExecutable', () => {
  const where = { platform: 'linux', env: {} }

  it('finds the one that the package fetched', () => {
    using root = makeTempFolder(whole)
    expect(electronExecutable({ root: root.path, ...where })).toBe(join(root.path, folder, 'dist/electron'))
  })

  it.each([
    ['a package without runtime', { [`${folder}/package.json`]: { version: '45.4.1' } }],
    ['the runtime of an older package', { ...whole, [`${folder}/dist/version`]: '44.0.0' }],
    ['the runtime of another system', { ...whole, [`${folder}/path.txt`]: 'electron.exe' }],
  ])('does not take %s', (_what, files) => {
    using root = makeTempFolder(files)
    expect(electronExecutable({ root: root.path, ...where })).toBeUndefined()
  })

  it('takes the one that the environment names, if it is there', () => {
    using root = makeTempFolder({ electron: '' })
    const named = join(root.path, 'electron')
    const find = (/** @type {NodeJS.ProcessEnv} */ env) =>
      electronExecutable({ root: root.path, platform: 'linux', env })
    expect(find({ ELECTRON_EXEC_PATH: named })).toBe(named)
    expect(find({ ELECTRON_OVERRIDE_DIST_PATH: root.path })).toBe(named)
    expect(find({ ELECTRON_EXEC_PATH: join(root.path, 'gone') })).toBeUndefined()
  })
})

describe('fetchElectron', () => {
  /**
   * @param {string} root
   * @param {{ retry?: boolean, now?: () => number, patienceMs?: number }} [more]
   */
  const fetchIn = (root, more) =>
    fetchElectron({ root, node: process.execPath, log: () => {}, env: process.env, retry: false, ...more })

  it('says nothing when the runtime came', async () => {
    using root = makeTempFolder({
      [`${folder}/package.json`]: { version: '1' },
      [`${folder}/install.js`]: '',
    })
    expect(await fetchIn(root.path)).toBeUndefined()
  })

  it('remembers a failure for a day, unless it is told to try again or the version changed', async () => {
    const files = { [`${folder}/package.json`]: { version: '1' } }
    using root = makeTempFolder({ ...files, [`${folder}/install.js`]: 'throw new Error("no network")' })
    expect(await fetchIn(root.path, { now: () => 0 })).toBe('its download failed: no network')

    root.write(`${folder}/install.js`, '')
    const hour = 3_600_000
    expect(await fetchIn(root.path, { now: () => 23 * hour })).toMatch(/no network, earlier today/)
    root.write(`${folder}/package.json`, { version: '2' })
    expect(await fetchIn(root.path, { now: () => 23 * hour })).toBeUndefined()
  })

  it('tries again after a day, and when told to', async () => {
    const files = { [`${folder}/package.json`]: { version: '1' } }
    using root = makeTempFolder({ ...files, [`${folder}/install.js`]: 'throw new Error("no network")' })
    await fetchIn(root.path, { now: () => 0 })
    expect(await fetchIn(root.path, { now: () => 25 * 3_600_000 })).not.toMatch(/earlier/)
    expect(await fetchIn(root.path, { now: () => 25 * 3_600_000, retry: true })).not.toMatch(/earlier/)
  })

  it('gives up when nothing arrives', async () => {
    const files = { [`${folder}/package.json`]: { version: '1' } }
    using root = makeTempFolder({ ...files, [`${folder}/install.js`]: 'setInterval(() => {}, 1000)' })
    expect(await fetchIn(root.path, { patienceMs: 100 })).toMatch(/stood still/)
  })
})
