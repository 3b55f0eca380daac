import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

/**
 * A folder with the given files for one test, deleted when a `using` leaves its block.
 * @param {Record<string, string | object>} [files] objects are written as JSON
 * @param {string} [parent]
 */
export function makeTempFolder(files = {}, parent = tmpdir()) {
  mkdirSync(parent, { recursive: true })
  const path = mkdtempSync(join(parent, 'soma-test-'))
  const write = (/** @type {string} */ name, /** @type {string | object} */ content) => {
    mkdirSync(dirname(join(path, name)), { recursive: true })
    writeFileSync(join(path, name), typeof content === 'string' ? content : JSON.stringify(content))
  }
  for (const [name, content] of Object.entries(files)) write(name, content)
  return { path, write, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) }
}
