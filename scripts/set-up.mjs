import { join } from 'node:path'
import { findNode, needsFetching } from './find-node.mjs'
import { seconds } from './main.mjs'
import { root } from './root.mjs'
import { environmentFor } from './run.mjs'
import { withLock } from './set-up/lock.mjs'
import { installPackages, isInstalled } from './set-up/packages.mjs'

/** @typedef {{ log: (line: string) => void }} Say */

/**
 * Brings the checkout to where anything can run: the right Node, and dependencies as package-lock.json says.
 * Does nothing, in a few milliseconds and without writing, when all is there.
 * @param {Say} say
 * @returns {Promise<string>} the Node to go on with
 */
export async function setUp({ log }) {
  if (isInstalled(root) && !needsFetching({ root })) return findNode({ root, log })
  return alone({ log }, async (onStart) => {
    const node = await findNode({ root, log, onStart })
    if (isInstalled(root)) return node
    const started = Date.now()
    log('Installing dependencies (npm ci; about 20 s on a good network)')
    await installPackages(root, { node, env: environmentFor(node), onStart })
    log(`Installed dependencies in ${seconds(Date.now() - started)}`)
    return node
  })
}

/**
 * Runs a task while no other set-up or build of this folder runs.
 * @template T
 * @param {Say} say
 * @param {(alsoHeldBy: (pid: number) => void) => Promise<T>} task
 */
export function alone({ log }, task) {
  const onWait = () => log('Waiting for another set-up of this folder to end')
  return withLock({ file: join(root, '.cache/set-up.lock'), onWait }, task)
}
