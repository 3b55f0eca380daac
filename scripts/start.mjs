import { join } from 'node:path'
import { build } from './build.mjs'
import { Refusal, runMain } from './main.mjs'
import { root } from './root.mjs'
import { environmentOfProgram, run } from './run.mjs'
import { readArguments, whyBrowser } from './set-up/edition.mjs'
import { electronExecutable, electronVersion, fetchElectron } from './set-up/electron-runtime.mjs'
import { setUp } from './set-up.mjs'

/** An Electron that ends this soon with an error could not start at all: no sandbox, a missing library, root. */
const stillbornMs = 5000

const log = console.log

await runMain(async () => {
  const { wish, open, rest } = readArguments(process.argv.slice(2))
  const against = whyBrowser({ wish, open, env: process.env, platform: process.platform })
  const node = await setUp({ log })
  const [, missing] = await Promise.all([
    build({ node, log }),
    against ? undefined : missingRuntime({ node, retry: wish === 'desktop' }),
  ])
  const why = against ?? (missing && `because the Electron runtime is not here: ${missing}`)
  if (why && wish === 'desktop') throw new Refusal(`The desktop edition cannot start ${why}.`)
  if (why) return serve({ node, open, rest, why })

  const failure = await openWindow(rest)
  if (typeof failure === 'number') return failure
  return serve({ node, open, rest, why: failure.why })
})

/**
 * @param {{ node: string, retry: boolean }} options
 * @returns {Promise<string | undefined>} why there is no runtime
 */
async function missingRuntime({ node, retry }) {
  if (electronExecutable({ root })) return undefined
  return fetchElectron({ root, node, log, retry })
}

/**
 * @param {string[]} args
 * @returns {Promise<number | { why: string }>} the exit code, or why no window came
 */
async function openWindow(args) {
  const executable = electronExecutable({ root }) ?? 'electron'
  log(`Desktop edition, with Electron ${electronVersion(root)}`)
  // Set by editors that are Electron themselves, it would make this one a plain Node.
  const { ELECTRON_RUN_AS_NODE: _, ...env } = process.env
  const started = Date.now()
  const code = await run(executable, [root, ...args], { cwd: root, env })
  // 2 is the app's own word: it has said in a sentence why it does not start, and a browser would not change that.
  if (code === 0 || code === 2 || Date.now() - started > stillbornMs) return code
  return { why: `because Electron could not start (it ended at once with code ${code})` }
}

/** @param {{ node: string, open: boolean, rest: string[], why: string }} options */
function serve({ node, open, rest, why }) {
  log(`Browser edition, ${why}`)
  const cli = join(root, 'out/main/cli.js')
  return run(node, [cli, 'serve', open ? '--open' : '--no-open', ...rest], {
    cwd: root,
    env: environmentOfProgram(node, root),
  })
}
