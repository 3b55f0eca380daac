import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Refusal } from '../main.mjs'
import { capture, npmScript } from '../run.mjs'

/**
 * @typedef {{
 *   version?: string, integrity?: string, link?: boolean,
 *   optional?: boolean, os?: string[], cpu?: string[], libc?: string[],
 * }} LockedPackage
 */

/**
 * Whether node_modules is what package-lock.json asks for.
 *
 * npm itself keeps the stamp: it writes node_modules/.package-lock.json as its last act, and `npm ci` begins by
 * deleting node_modules. So an interrupted install has none, and an install by hand counts as well as ours.
 * @param {string} folder
 * @param {{ platform: string, arch: string }} [system]
 */
export function isInstalled(folder, system = process) {
  const locked = readPackages(join(folder, 'package-lock.json'))
  const installed = readPackages(join(folder, 'node_modules/.package-lock.json'))
  if (!locked || !installed) return false
  for (const [path, wanted] of Object.entries(locked)) {
    const found = installed[path]
    if (path === '' || (!found && (wanted.optional || wanted.link))) continue
    if (found?.version !== wanted.version || found?.integrity !== wanted.integrity) return false
  }
  return Object.entries(installed).every(
    ([path, found]) =>
      path in locked &&
      // A binary for another system: the folder was copied or is shared with a container.
      runsOn(found, system) &&
      existsSync(join(folder, path, 'package.json')),
  )
}

/**
 * @param {LockedPackage} found
 * @param {{ platform: string, arch: string }} system
 */
function runsOn({ os, cpu }, { platform, arch }) {
  return allows(os, platform) && allows(cpu, arch)
}

/**
 * npm's lists name what is allowed, or with a leading "!" what is not.
 * @param {string[] | undefined} list
 * @param {string} value
 */
function allows(list, value) {
  if (!list || list.length === 0) return true
  if (list.includes(`!${value}`)) return false
  return list.includes(value) || list.includes('any') || list.every((entry) => entry.startsWith('!'))
}

/**
 * @param {string} file
 * @returns {Record<string, LockedPackage> | undefined}
 */
function readPackages(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages
  } catch {
    return undefined
  }
}

/**
 * `npm ci`, quiet unless it fails. Install scripts stay off: no dependency of ours needs one.
 * @param {string} folder
 * @param {{ node: string, env?: NodeJS.ProcessEnv, onStart?: ((pid: number) => void) | undefined }} options the Node that runs npm
 */
export async function installPackages(folder, { node, env = process.env, onStart }) {
  // Spelled out because NODE_ENV=production or the user's own settings would leave parts away.
  const flags = [
    '--include=dev',
    '--include=optional',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--no-progress',
  ]
  const args = [npmScript(env), 'ci', '--prefix', folder, ...flags]
  const { code, output } = await capture(node, args, { cwd: folder, env, onStart })
  // For some errors npm explains all of its options.
  const [reason] = output.split(/^npm error Usage:/m)
  if (code !== 0) throw new Refusal(`npm ci failed in ${folder}: the reason stands above.`, reason)
}
