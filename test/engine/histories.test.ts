import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { HistoryRun } from './history-run.ts'

// As many as a quick run stands; SOMA_HISTORIES=10000 takes what it says.
const HISTORIES = Number(process.env.SOMA_HISTORIES ?? 120)
const ACTS = 14

describe('random histories', () => {
  let folder: string
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'soma-histories-'))
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  it('MEM-9 MEM-10 undone to the last change are as at the start, and redone as they were, over restarts', async () => {
    let changes = 0
    for (let seed = 1; seed <= HISTORIES; seed++) {
      const restarts = seed % 10 === 0
      const run = await HistoryRun.open(seed, restarts ? join(folder, `${seed}.sqlite`) : ':memory:')
      try {
        for (let act = 0; act < ACTS; act++) {
          await run.act()
          if (restarts && act % 5 === 4) await run.restart()
        }
        await run.backAndForth(restarts)
      } catch (error) {
        throw new Error(`history ${seed}`, { cause: error })
      }
      changes += run.changes
      await run.test.engine.close()
    }
    expect(changes).toBeGreaterThan(HISTORIES * 5)
  })
})
