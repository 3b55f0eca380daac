import { execFileSync } from 'node:child_process'
import { join, resolve } from 'node:path'
import { type ProgramFiles, programFiles } from '#hosts/program-files'

const root = resolve(import.meta.dirname, '../..')

// `npm test` has built before it runs tests. A test file that is run alone builds what is stale, as do programs it starts.
if (!process.env.TEST_IS_BUILT) {
  execFileSync(process.execPath, [join(root, 'scripts/build.mjs')], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  process.env.TEST_IS_BUILT = 'true'
}

/** The program with its threads as they are built: from the sources each would take half a second of processor to start. */
export const builtFiles: ProgramFiles = programFiles(root)
