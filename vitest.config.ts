import { join } from 'node:path'
import { defineConfig } from 'vitest/config'
import { LinesReporter } from './scripts/test/reporter.ts'

const lines = process.env.TEST_LINES_FILE

/** These start a browser or the whole app: with time for a slow machine. */
const browserTests = [
  'test/journeys/**/*.test.ts',
  'test/desktop/**/*.test.ts',
  'test/electron-stand-in/**/*.test.ts',
]

export default defineConfig({
  test: {
    setupFiles: ['test/fixed-seed.ts'],
    // Threads and processes that tests start run the sources as they stand; taking the types out again each time is most of a start.
    env: { NODE_COMPILE_CACHE: join(import.meta.dirname, 'node_modules/.cache/node') },
    reporters: lines ? [new LinesReporter(lines)] : ['default'],
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: [
            'src/**/*.test.{ts,tsx}',
            'test/**/*.test.ts',
            'bench/**/*.test.ts',
            'scripts/**/*.test.mjs',
          ],
          exclude: browserTests,
          // By default one core is left out, which with two makes everything wait in one row.
          maxWorkers: '100%',
          // Ends what hangs. Nothing is timed here, and a machine that is shared may be ten times as slow.
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: browserTests,
          globalSetup: 'test/journeys/take-sample-in.ts',
          // One look at a page may take more than the second that a poll has by default.
          expect: { poll: { timeout: 10_000 } },
          // Much of a journey is waiting for a page to draw: two at once on two cores end in two thirds of the time.
          maxWorkers: '100%',
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
})
