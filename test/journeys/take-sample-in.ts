import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { startServe } from './edition.ts'

/** Runs once before all tests of the browser: the sample is taken in here and not by each of them. */
export const setup = async (): Promise<(() => void) | undefined> => {
  if (process.env.SOMA_SKIP_BROWSER) return undefined
  await import('../composition/built-files.ts')
  const folder = mkdtempSync(join(tmpdir(), 'soma-sample-'))
  const { url, stop } = await startServe(folder)
  const isReady = async (): Promise<boolean> =>
    (await fetch(new URL('/readyz', url))).ok && !existsSync(join(folder, 'sample.pending'))
  while (!(await isReady())) await setTimeout(50)
  await stop()
  process.env.TESTS_SAMPLE_FOLDER = folder
  return () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
}
