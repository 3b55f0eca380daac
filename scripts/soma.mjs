#!/usr/bin/env node
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { build } from './build.mjs'
import { findNode } from './find-node.mjs'
import { runMain } from './main.mjs'
import { root } from './root.mjs'
import { environmentOfProgram, run } from './run.mjs'
import { setUp } from './set-up.mjs'

/** The command `soma`. In a checkout it sets up and builds what is missing; installed, it just runs. */

// Standard output belongs to the command: it may be JSON for another program.
const log = console.error

await runMain(async () => {
  const node = existsSync(join(root, 'src')) ? await prepare() : await findNode({ root, log })
  const cli = join(root, 'out/main/cli.js')
  return run(node, [cli, ...process.argv.slice(2)], {
    cwd: process.cwd(),
    env: environmentOfProgram(node, root),
  })
})

async function prepare() {
  const node = await setUp({ log })
  await build({ node, log })
  return node
}
