import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { HistoryRun } from './history-run.ts'

// As many as a quick run stands; SOMA_HISTORIES=10000 takes what it says, SOMA_HISTORIES_FROM=5001 the seeds from there on.
const HISTORIES = Number(process.env.SOMA_HISTORIES ?? 60)
const FIRST = Number(process.env.SOMA_HISTORIES_FROM ?? 1)
const ACTS = 18
/** One fault is often met by several histories; the shortest tells most. */
const MOST_FAULTS = 5

describe('random histories', () => {
  let folder: string
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'soma-histories-'))
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  it(
    'MEM-9 MEM-10 undone to the last change are as at the start, and redone as they were, over restarts',
    async () => {
      let changes = 0
      const faults: unknown[] = []
      for (let seed = FIRST; seed < FIRST + HISTORIES; seed++) {
        const run = await HistoryRun.open(seed, seed % 10 === 0 ? join(folder, `${seed}.sqlite`) : null)
        try {
          for (let act = 0; act < ACTS; act++) await run.act()
          await run.backAndForth()
        } catch (error) {
          faults.push(new Error(`history ${seed}`, { cause: error }))
          if (faults.length === MOST_FAULTS) break
        }
        changes += run.changes
        await run.close()
      }
      if (faults.length > 0) throw new AggregateError(faults, faults.map(String).join(', '))
      expect(changes).toBeGreaterThan(HISTORIES * 6)
    },
    60_000 + HISTORIES * 2_000,
  )
})
