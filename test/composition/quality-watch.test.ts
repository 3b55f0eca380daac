import { join } from 'node:path'
import { Command } from 'commander'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { WatchPoint } from '#contract/quality'
import { addQualityCommands } from '#hosts/cli/quality'
import { loadConfig } from '#hosts/config'
import { openDatabase } from '#stores/sqlite/open'
import { sqliteStore } from '#stores/sqlite/sqlite-store'
import { builtFiles } from './built-files.ts'
import { during, from, loaded, removeFolder, start, startedFolder } from './start.ts'

const AT = 1_900_000_000
const estimate = (value: number) => ({ value, low: value - 0.02, high: value + 0.02 })
const point: WatchPoint = {
  ...{ from: AT, at: AT, queries: 120, lowest10: 0.7, p50: 1.25, p95: 2.5 },
  ...{ recall1: estimate(0.9), recall5: estimate(0.85), recall10: estimate(0.7) },
  ...{ vectors: 5000, beamWidth: 1, maxCandidates: 60 },
}

describe('soma quality watch', () => {
  const dataDir = startedFolder()
  beforeAll(() =>
    during(start(dataDir, { embedding: { provider: 'hash', dimension: 32 } }), async (composition) => {
      await loaded(composition)
      const memory = { namespace: 'default', coordinate: [1], payload: '{"text":"a pond"}' }
      const more = { type: 'episodic', importance: 0, ifTaken: 'refuse' } as const
      await composition.handlers.memories.store({ ...memory, ...more }, from())
    }),
  )
  afterAll(() => removeFolder(dataDir))

  /** What the watch of an app has written. */
  const measured = async (
    alert: { since: number; target: number; recall10: object } | null,
  ): Promise<void> => {
    const { db } = openDatabase({ file: join(dataDir, 'memories.sqlite') })
    const store = sqliteStore(db)
    const drop = (await store.watchRows('default')).map(({ key }) => key)
    const state = JSON.stringify({ alert, seq: 0, tree: null, missed: 0, misses: [] })
    const add = [{ at: AT, state: JSON.stringify({ is: 'point', ...point }) }]
    await store.writeWatch('default', { add, drop, state })
    db.close()
  }
  const run = async (...flags: string[]) => {
    const explicit = {
      data_dir: dataDir,
      namespace: 'default',
      embedding: { provider: 'hash' as const, dimension: 32 },
    }
    const program = new Command()
    addQualityCommands(program, { files: builtFiles, settings: () => loadConfig({ env: {}, explicit }) })
    const printed: string[] = []
    const write = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
      printed.push(String(text))
      return true
    })
    const before = process.exitCode
    process.exitCode = undefined
    try {
      await program.parseAsync(['quality', 'watch', ...flags], { from: 'user' })
      return { printed: printed.join(''), exitCode: process.exitCode as number | undefined }
    } finally {
      process.exitCode = before
      write.mockRestore()
    }
  }

  it('QUAL-1 says why there is nothing to tell', async () => {
    const { printed, exitCode } = await run()
    expect(printed).toMatch(/compares with all vectors, so nothing is missed/)
    expect(printed).toMatch(/^0 of at most 200 queries kept$/m)
    expect(exitCode).toBeUndefined()
    // Nothing can be measured here, and asking for it is no failure.
    expect(await run('--measure')).toEqual({ printed, exitCode })
  })

  it('QUAL-1 prints what the app measured last, and ends with 4 while an alert is on', async () => {
    await measured({ since: AT, target: 0.9, recall10: estimate(0.7) })
    const { printed, exitCode } = await run()
    expect(exitCode).toBe(4)
    expect(printed).toMatch(/^recall@10 0\.700 \(0\.680 to 0\.720\) {2}target 0\.9$/m)
    expect(printed).toMatch(/^search {4}p50 1\.25 ms, p95 2\.50 ms, beam 1, candidates 60$/m)
    expect(printed).toMatch(/^measured {2}2030-03-17T17:46:40\.000Z with 120 queries over 5000 vectors/m)
    expect(printed).toMatch(/^ALERT {5}below the target since 2030-03-17T17:46:40\.000Z$/m)
    const json = await run('--json')
    expect(json.exitCode).toBe(4)
    expect(JSON.parse(json.printed)).toMatchObject({
      ...{ namespace: 'default', measured: null, alert: { since: AT } },
      latest: { queries: 120, beamWidth: 1 },
    })
  })

  it('QUAL-1 ends well once the alert is over', async () => {
    await measured(null)
    const { printed, exitCode } = await run()
    expect(printed).not.toContain('ALERT')
    expect(exitCode).toBeUndefined()
  })
})
