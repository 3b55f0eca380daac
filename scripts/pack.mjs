import { build } from './build.mjs'
import { runMain } from './main.mjs'
import { root } from './root.mjs'
import { binOf, environmentFor, run } from './run.mjs'
import { setUp } from './set-up.mjs'

/**
 * `npm run pack`: the app as people install it, into dist/. Arguments are electron-builder's: `-- --dir` packs without
 * making installers, `-- --mac`, `-- --win`, `-- --linux` choose the system. Nothing is uploaded unless `--publish` says so.
 */
await runMain(async () => {
  const args = process.argv.slice(2)
  const node = await setUp({ log: console.log })
  await build({ node, log: console.log })
  const publish = args.some((arg) => arg.startsWith('--publish')) ? [] : ['--publish', 'never']
  const builder = [binOf(root, 'electron-builder'), '--config', 'electron-builder.config.ts', ...publish]
  return run(node, [...builder, ...args], { cwd: root, env: environmentFor(node) })
})
