import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { root } from '../root.mjs'

/** @typedef {{ resolved?: string, integrity?: string, link?: boolean, optionalDependencies?: Record<string, string> }} Locked */

const toolFolders = readdirSync(join(root, 'tools')).map((name) => `tools/${name}`)
const folders = ['.', 'bench/index/peers', ...toolFolders].filter((folder) =>
  existsSync(join(root, folder, 'package-lock.json')),
)

describe.each(folders)('package-lock.json in %s', (folder) => {
  /** @type {Record<string, Locked>} */
  const packages = JSON.parse(readFileSync(join(root, folder, 'package-lock.json'), 'utf8')).packages
  const entries = Object.entries(packages)

  // npm silently leaves out what the registry did not have that day; npm ci then fails, on every system.
  it('has the binaries for all systems, not only for the one it was made on', () => {
    const missing = entries.flatMap(([path, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies).filter(
        (name) => !placesOf(name, path).some((place) => place in packages),
      ),
    )
    expect(missing).toEqual([])
  })

  it('names contents by their hash and no host', () => {
    for (const [path, { resolved, integrity }] of entries) {
      expect(resolved, path).toBeUndefined()
      if (path !== '') expect(integrity, path).toMatch(/^sha512-/)
    }
  })
})

/**
 * Where Node looks for a package: beside the one that asks, then further out.
 * @param {string} name
 * @param {string} from
 * @returns {string[]}
 */
function placesOf(name, from) {
  const outer = from.includes('/node_modules/') ? from.slice(0, from.lastIndexOf('/node_modules/')) : ''
  const here = `${from}/node_modules/${name}`.replace(/^\//, '')
  return from === '' ? [here] : [here, ...placesOf(name, outer)]
}
