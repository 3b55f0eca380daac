import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

/**
 * One hash over the names and contents of files and folders. By content, not by time: a checkout that changes
 * every time but no content costs no build, and one that keeps times costs no stale build.
 * @param {string} root
 * @param {readonly string[]} inputs paths in root; absent ones count as absent
 * @param {(path: string) => boolean} [counts]
 */
export function fingerprint(root, inputs, counts = () => true) {
  const hash = createHash('sha256')
  for (const input of inputs) {
    for (const path of filesUnder(root, input)) {
      if (!counts(path)) continue
      const content = readFileSync(join(root, path))
      hash.update(`${path}\0${content.length}\0`).update(content)
    }
  }
  return hash.digest('hex')
}

/**
 * @param {string} root
 * @param {string} path
 * @returns {string[]} sorted, with forward slashes
 */
function filesUnder(root, path) {
  const stat = statSync(join(root, path), { throwIfNoEntry: false })
  if (!stat) return []
  if (!stat.isDirectory()) return [path]
  return readdirSync(join(root, path))
    .sort()
    .flatMap((name) => filesUnder(root, `${path}/${name}`))
}
