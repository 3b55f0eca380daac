import { join } from 'node:path'
import { Refusal } from '../main.mjs'
import { root } from '../root.mjs'
import { environmentFor } from '../run.mjs'
import { installPackages, isInstalled } from '../set-up/packages.mjs'

/**
 * transformers.js is no dependency of the app, but its tests load a real model with it. Where it can't be installed
 * they are skipped and say why.
 * @param {{ node: string, log: (line: string) => void }} options
 * @returns {Promise<NodeJS.ProcessEnv>}
 */
export async function prepareTransformers({ node, log }) {
  const folder = join(root, 'tools/transformers')
  if (isInstalled(folder)) return {}
  log('Installing transformers.js for its tests (470 MB in tools/transformers)')
  try {
    await installPackages(folder, { node, env: environmentFor(node) })
    return {}
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const why = `transformers.js could not be installed: npm ci --ignore-scripts --prefix tools/transformers`
    log(`Some tests will be skipped: ${why}`)
    return { SOMA_SKIP_TRANSFORMERS: why }
  }
}
