import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { foretell, forget } from '#hosts/cli/decay'
import { loadConfig } from '#hosts/config'
import { openDatabase } from '#stores/sqlite/open'
import { builtFiles } from './built-files.ts'
import { during, from, loaded, removeFolder, start, temporaryFolder } from './start.ts'

const HOUR = 3600
const SETTINGS = {
  memory_enterprise: {
    decay: { enabled: true, config: { protected_keys: ['case'] } },
    decay_thresholds_seconds: [30 * 24 * HOUR],
    decayable_keys_by_level: [['case']],
    max_memory_size: 3,
  },
}

let dataDir: string
beforeEach(() => {
  dataDir = temporaryFolder()
  // An empty database is no first start, so the sample stays away.
  openDatabase({ file: join(dataDir, 'memories.sqlite') }).db.close()
})
afterEach(() => removeFolder(dataDir))

const options = {
  settings: () => loadConfig({ env: {}, explicit: { data_dir: dataDir, namespace: 'n', ...SETTINGS } }),
  files: builtFiles,
}

const printedBy = async (work: () => Promise<void>): Promise<Record<string, unknown>> => {
  const printed: string[] = []
  const out = vi.spyOn(process.stdout, 'write').mockImplementation((text) => printed.push(String(text)) > 0)
  try {
    await work()
    return JSON.parse(printed.join('')) as Record<string, unknown>
  } finally {
    out.mockRestore()
  }
}

describe('decay in a program', () => {
  it('DEC-4 DEC-5 DEC-6 goes by the settings, over a restart, and on the command line says before it does', async () => {
    await during(start(dataDir, SETTINGS), async (composition) => {
      const { handlers } = composition
      await loaded(composition)
      await handlers.namespaces.create({ name: 'n' }, from())
      for (const x of [1, 2, 3, 4]) {
        const payload = JSON.stringify({ text: `zebra ${x}`, case: `c${x}` })
        const about = { namespace: 'n', type: 'episodic', ifTaken: 'update' } as const
        await handlers.memories.store({ ...about, coordinate: [x], payload, importance: x / 4 }, from())
      }
      const { total, bin } = await handlers.memories.stats({ namespace: 'n' }, from())
      expect([total, bin]).toEqual([3, 1])
      expect(await handlers.decay.rules({}, from())).toMatchObject({
        isOn: true,
        limit: 3,
        protectedKeys: ['case'],
      })
    })
    const at = Date.now() / 1000 + 3 * HOUR
    const told = await printedBy(() => foretell(options, at))
    expect(told).toMatchObject({ living: 3, decay: 3, evict: 0 })
    expect((told.victims as { coordinate: number[] }[]).map(({ coordinate }) => coordinate)).toEqual([
      [2],
      [3],
      [4],
    ])
    expect(await printedBy(() => forget(options, at))).toMatchObject({ decayed: 3, evicted: 0 })
    await during(start(dataDir, SETTINGS), async ({ handlers }) => {
      const memory = await handlers.memories.get({ namespace: 'n', coordinate: [2] }, from())
      expect(memory.payload).toBe('{"case":"c2"}')
      const [change] = await handlers.changes.list({ limit: 1 }, from())
      expect(change).toMatchObject({ author: 'cli', action: 'decay', summary: 'Decayed 3 memories' })
      await handlers.changes.undo({ seq: change?.seq as number }, from())
      const again = await handlers.memories.get({ namespace: 'n', coordinate: [2] }, from())
      expect(again.payload).toBe('{"text":"zebra 2","case":"c2"}')
      const nothing = await handlers.decay.sweep({}, from())
      expect(nothing).toMatchObject({ decayed: 0 })
    })
  })
})
