import { join } from 'node:path'
import { build } from './build.mjs'
import { runMain } from './main.mjs'
import { root } from './root.mjs'
import { environmentFor, run } from './run.mjs'
import { setUp } from './set-up.mjs'

/** `node scripts/run-screens.mjs [arguments]`: bench/screens/main.ts under the right Node, on what is built. */
await runMain(async () => {
  const node = await setUp({ log: console.error })
  await build({ node, log: console.error })
  const args = [join(root, 'bench/screens/main.ts'), ...process.argv.slice(2)]
  return run(node, args, { cwd: root, env: environmentFor(node) })
})
