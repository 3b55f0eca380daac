import { existsSync, statSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import { dirname, join } from 'node:path/posix'

/**
 * @typedef {{ kind: 'file', path: string } | { kind: 'package', name: string } | { kind: 'node', name: string }
 *   | { kind: 'nothing' }} Target
 */

const endings = ['', '.ts', '.tsx', '.mjs', '/index.ts', '/index.tsx']

/**
 * @param {string} root
 * @param {Record<string, string>} aliases the imports of package.json
 */
export function makeResolver(root, aliases) {
  const patterns = Object.entries(aliases).map(([name, target]) => {
    const [head = '', tail = ''] = name.split('*')
    return { head, tail, target }
  })

  /**
   * @param {string} specifier
   * @param {string} from the file that says so, in root
   * @returns {Target}
   */
  return function resolve(specifier, from) {
    // Vite's ?worker and ?raw say how to load, not what.
    const bare = specifier.replace(/\?.*$/, '')
    if (bare.startsWith('.')) return findFile(root, join(dirname(from), bare))
    if (bare.startsWith('#')) return resolveAlias(bare)
    if (isBuiltin(bare)) return { kind: 'node', name: bare.startsWith('node:') ? bare : `node:${bare}` }
    const [scope = '', name = ''] = bare.split('/')
    return { kind: 'package', name: bare.startsWith('@') ? `${scope}/${name}` : scope }
  }

  /**
   * @param {string} bare
   * @returns {Target}
   */
  function resolveAlias(bare) {
    for (const { head, tail, target } of patterns) {
      if (!bare.startsWith(head) || !bare.endsWith(tail)) continue
      const rest = bare.slice(head.length, bare.length - tail.length)
      const found = findFile(root, join(target.replace('*', rest)))
      if (found.kind === 'file') return found
    }
    return { kind: 'nothing' }
  }
}

/**
 * @param {string} root
 * @param {string} path
 * @returns {Target}
 */
function findFile(root, path) {
  const found = endings.map((ending) => path + ending).find((candidate) => isFile(join(root, candidate)))
  return found === undefined ? { kind: 'nothing' } : { kind: 'file', path: found }
}

/** @param {string} path */
const isFile = (path) => existsSync(path) && statSync(path).isFile()
