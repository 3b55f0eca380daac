import { join } from 'node:path'
import { runMain } from './main.mjs'
import { root } from './root.mjs'
import { environmentFor, run } from './run.mjs'
import { installPackages, isInstalled } from './set-up/packages.mjs'
import { alone, setUp } from './set-up.mjs'

/**
 * `node scripts/run-recall-bench.mjs [arguments]`: bench/recall-quality.ts under the right Node, after set-up, with
 * the word vectors and WordNet of the embedder's trainer, which are 300 MB that only they two need.
 */

const trainer = join(root, 'tools/embedder')

await runMain(async () => {
  const node = await setUp({ log: console.error })
  const env = environmentFor(node)
  if (!isInstalled(trainer)) {
    console.error('Installing WordNet and word vectors (300 MB, once)')
    await alone({ log: console.error }, (onStart) => installPackages(trainer, { node, env, onStart }))
  }
  return run(node, [join(root, 'bench/recall-quality.ts'), ...process.argv.slice(2)], { cwd: root, env })
})
