import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { runMain, seconds } from './main.mjs'
import { root } from './root.mjs'
import { capture, environmentFor, npmScript, run } from './run.mjs'
import { installPackages, isInstalled } from './set-up/packages.mjs'
import { alone, setUp } from './set-up.mjs'

/**
 * `node scripts/run-bench.mjs <file> [arguments]`: a file of bench/index, under the right Node, after set-up and with
 * what it compares with. Those packages are 400 MB that only this needs, so they are not among the app's.
 */

const peers = join(root, 'bench/index/peers')
const compiled = join(peers, 'node_modules/hnswlib-node/build/Release/addon.node')

/** @param {string} node */
async function installPeers(node) {
  const started = Date.now()
  console.error('Installing what the bench compares with (400 MB, once)')
  const env = environmentFor(node)
  await alone({ log: console.error }, async (onStart) => {
    if (!isInstalled(peers)) await installPackages(peers, { node, env, onStart })
    if (!existsSync(compiled)) await compile(node, env)
  })
  console.error(`Installed it in ${seconds(Date.now() - started)}`)
}

/**
 * The one package that comes as source only. Where there is no compiler the bench runs without it, and says so.
 * @param {string} node
 * @param {NodeJS.ProcessEnv} env
 */
async function compile(node, env) {
  // The headers of this very Node, where it brought them, need no download.
  const folder = dirname(dirname(node))
  const headers = existsSync(join(folder, 'include/node')) ? { npm_config_nodedir: folder } : {}
  const args = [npmScript(env), 'rebuild', 'hnswlib-node', '--prefix', peers]
  const { code, output } = await capture(node, args, { cwd: peers, env: { ...env, ...headers } })
  if (code !== 0) console.error(`${output.trimEnd()}\nhnswlib-node did not compile: it will be left out`)
}

await runMain(async () => {
  const [file = '', ...args] = process.argv.slice(2)
  const node = await setUp({ log: console.error })
  if (!isInstalled(peers) || !existsSync(compiled)) await installPeers(node)
  // With its collector in reach a system does not pay for what the one before it left.
  return run(node, ['--expose-gc', join(root, 'bench/index', file), ...args], {
    cwd: root,
    env: environmentFor(node),
  })
})
