import { cpSync, existsSync } from 'node:fs'
import { join } from 'node:path'

/** Puts the sample, as it is after a first start, into a folder that has no memories. */
export const takeSample = (dataDir: string): void => {
  const sample = process.env.TESTS_SAMPLE_FOLDER
  if (sample === undefined)
    throw new Error('Tests of the browser begin with the set-up in take-sample-in.ts.')
  if (!existsSync(join(dataDir, 'memories.sqlite'))) cpSync(sample, dataDir, { recursive: true })
}
