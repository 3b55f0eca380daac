import { runMain } from './main.mjs'
import { root } from './root.mjs'
import { binOf, environmentFor, run } from './run.mjs'
import { setUp } from './set-up.mjs'

/** `node scripts/run-bin.mjs <package> [arguments]`: a development tool, under the right Node, after set-up. */

await runMain(async () => {
  const [name = '', ...args] = process.argv.slice(2)
  const node = await setUp({ log: console.error })
  return run(node, [binOf(root, name), ...args], { cwd: root, env: environmentFor(node) })
})
