import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isMain, Refusal, runMain, seconds } from './main.mjs'
import { root } from './root.mjs'
import { binOf, capture, environmentFor } from './run.mjs'
import { fingerprint } from './set-up/fingerprint.mjs'
import { alone, setUp } from './set-up.mjs'

/** All that the bundles are made of. package-lock.json stands for the dependencies. */
const inputs = [
  'src',
  'assets',
  'electron.vite.config.ts',
  'package.json',
  'package-lock.json',
  'tsconfig.base.json',
]
const stampFile = join(root, 'out/.built-from')

/**
 * Builds out/ when it was not built from exactly these sources. The stamp goes first and comes last,
 * so a build that was interrupted is done again.
 * @param {{ node: string, log: (line: string) => void, force?: boolean }} options
 * @returns {Promise<boolean>} whether it built
 */
export async function build({ node, log, force = false }) {
  if (!force && isBuilt()) return false
  return alone({ log }, async (onStart) => {
    if (!force && isBuilt()) return false
    const started = Date.now()
    const source = sourceHash()
    rmSync(stampFile, { force: true })
    const script = binOf(root, 'electron-vite')
    const { code, output } = await capture(node, [script, 'build'], {
      cwd: root,
      env: environmentFor(node),
      onStart,
    })
    if (code !== 0) throw new Refusal('The build failed: the reason stands above.', output)
    mkdirSync(join(root, 'out'), { recursive: true })
    writeFileSync(stampFile, source)
    log(`Built in ${seconds(Date.now() - started)}`)
    return true
  })
}

function isBuilt() {
  try {
    return readFileSync(stampFile, 'utf8') === sourceHash()
  } catch {
    return false
  }
}

const sourceHash = () => fingerprint(root, inputs, (path) => !/\.test\.tsx?$/.test(path))

if (isMain(import.meta.url)) {
  await runMain(async () => {
    const node = await setUp({ log: console.log })
    const built = await build({ node, log: console.log, force: process.argv.includes('--force') })
    if (!built) console.log('out/ is up to date (build anyway: npm run build -- --force)')
    return 0
  })
}
