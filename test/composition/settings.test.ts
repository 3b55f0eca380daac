import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it, vi } from 'vitest'
import type { Setting, SettingValue } from '#contract/settings'
import { getSetting, setSettings } from '#hosts/cli/config'
import { type Composition, compose } from '#hosts/composition/compose'
import { loadConfig } from '#hosts/config'
import type { ConfigInput } from '#hosts/config-schema'
import { settingRegistry } from '#hosts/settings/setting-registry'
import { builtFiles } from './built-files.ts'
import {
  during,
  from,
  loaded,
  PATIENT,
  removeFolder,
  SAMPLE,
  startedFolder,
  temporaryFolder,
} from './start.ts'

const folders: string[] = []
const folder = (made = startedFolder()): string => {
  folders.push(made)
  return made
}
afterAll(() => folders.map(removeFolder))

interface Sources {
  readonly env?: Record<string, string>
  readonly file?: string
  readonly recall?: ConfigInput['recall']
}

const configOf = (dataDir: string, { env = {}, file, ...explicit }: Sources = {}) =>
  loadConfig({ env, file, explicit: { data_dir: dataDir, ...explicit } })

const opened = (dataDir: string, sources?: Sources): Promise<Composition> =>
  compose({ config: configOf(dataDir, sources), edition: 'browser', files: builtFiles, version: '0.0.0' })

const settingOf = async ({ handlers }: Composition, key: string): Promise<Setting> => {
  const found = (await handlers.settings.list({}, from())).find((one) => one.key === key)
  if (found === undefined) throw new Error(`no ${key}`)
  return found
}

const choose = ({ handlers }: Composition, choices: Record<string, SettingValue>) =>
  handlers.settings.set({ settings: Object.entries(choices).map(([key, value]) => ({ key, value })) }, from())

const TOUCH = 'recall.touch'
const COMPACT = 'vector.fractal.compact'
const GATE = 'memory_enterprise.salience.novelty_gate'
const THRESHOLD = 'memory_enterprise.salience.novelty_threshold'

let next = 1
const isStored = async ({ handlers }: Composition, text: string): Promise<boolean> => {
  const input = { namespace: 'default', type: 'semantic', importance: 0, ifTaken: 'refuse' } as const
  const payload = JSON.stringify({ text })
  return (await handlers.memories.store({ ...input, coordinate: [next++], payload }, from())).stored
}

const printed = async (work: () => Promise<void>): Promise<unknown> => {
  const texts: string[] = []
  const out = vi.spyOn(process.stdout, 'write').mockImplementation((text) => texts.push(String(text)) > 0)
  try {
    await work()
    return JSON.parse(texts.join(''))
  } finally {
    out.mockRestore()
  }
}

describe('settings chosen in the app', () => {
  it('stand beneath argument, environment and file, and above the default', async () => {
    const dataDir = folder()
    const file = join(dataDir, 'settings.yaml')
    writeFileSync(file, 'recall:\n  fusion: adaptive\n')
    await during(opened(dataDir), async (app) => {
      expect(await settingOf(app, 'recall.fusion')).toMatchObject({ value: 'adaptive', source: 'default' })
      await choose(app, { 'recall.fusion': 'reciprocal-rank' })
      expect(await settingOf(app, 'recall.fusion')).toMatchObject({
        value: 'reciprocal-rank',
        source: 'app',
        fixedBy: null,
      })
    })
    const table: [Sources, string, string, string | null][] = [
      [{}, 'reciprocal-rank', 'app', null],
      [{ file }, 'adaptive', 'file', file],
      [{ file, env: { SOMA_RECALL__FUSION: 'fixed' } }, 'fixed', 'environment', 'the environment'],
      [
        { file, env: { SOMA_RECALL__FUSION: 'fixed' }, recall: { fusion: 'adaptive' } },
        'adaptive',
        'argument',
        'the command line',
      ],
    ]
    for (const [sources, value, source, fixedBy] of table) {
      await during(opened(dataDir, sources), async (app) => {
        expect(await settingOf(app, 'recall.fusion')).toMatchObject({ value, source, fixedBy })
        if (fixedBy === null) return
        await expect(choose(app, { 'recall.fusion': 'fixed' })).rejects.toMatchObject({
          code: 'setting/fixed',
          data: { by: fixedBy },
        })
      })
    }
  })

  it('MEM-10 work at the next call, are undone, and outlast the program', async () => {
    const dataDir = folder()
    let seq = 0
    await during(opened(dataDir), async (app) => {
      await loaded(app)
      expect(await isStored(app, 'The session cookie has no Secure flag')).toBe(true)
      const chosen = await choose(app, { [GATE]: true, [THRESHOLD]: 0.2 })
      seq = chosen.seq
      expect(chosen).toMatchObject({ count: 2, summary: 'Changed 2 settings' })
      expect(await isStored(app, 'The session cookie has no Secure flag')).toBe(false)
      const undone = await app.handlers.changes.undo({ seq }, from())
      expect(await isStored(app, 'The session cookie has no Secure flag')).toBe(true)
      expect(await settingOf(app, GATE)).toMatchObject({ value: false, source: 'default' })
      // Redone, to be undone after a restart.
      seq = (await app.handlers.changes.undo({ seq: undone.seq }, from())).seq
      expect(await isStored(app, 'The session cookie has no Secure flag')).toBe(false)
    })
    await during(opened(dataDir), async (app) => {
      await loaded(app)
      expect(await isStored(app, 'The session cookie has no Secure flag')).toBe(false)
      await app.handlers.changes.undo({ seq }, from())
      expect(await isStored(app, 'The session cookie has no Secure flag')).toBe(true)
      // The whole database is no namespace to look at.
      const names = (await app.handlers.namespaces.list({}, from())).map(({ name }) => name)
      expect(names).toEqual(expect.arrayContaining(['default']))
      expect(names).not.toContain('')
    })
    await during(opened(dataDir), async (app) => {
      expect(await settingOf(app, GATE)).toMatchObject({ value: false, source: 'default' })
    })
  })

  it('IDX-2 change how the index searches', async () => {
    await during(opened(folder(temporaryFolder())), async (app) => {
      await loaded(app)
      const search = async () => {
        const query = { namespace: SAMPLE, query: 'session cookie without secure flag', k: 10, trace: true }
        const { trace } = await app.handlers.recall.search(query, from())
        return trace?.vector
      }
      await choose(app, { 'vector.backend': 'exact' })
      const exact = await search()
      await choose(app, { 'vector.backend': 'fractal', 'vector.fractal.beam_width': 1 })
      const narrow = await search()
      await choose(app, { 'vector.fractal.beam_width': 64 })
      const wide = await search()
      expect(new Set([exact, narrow, wide].map((trace) => JSON.stringify(trace))).size).toBe(3)
      await app.handlers.settings.reset({ keys: ['vector.fractal.beam_width'] }, from())
      expect(await settingOf(app, 'vector.fractal.beam_width')).toMatchObject({ value: 'auto' })
    })
  })

  it('DEC-1 change what is forgotten', async () => {
    await during(opened(folder()), async (app) => {
      const ages = 'memory_enterprise.decay_thresholds_seconds'
      await expect(choose(app, { [ages]: [60] })).rejects.toMatchObject({ code: 'setting/invalid' })
      await choose(app, { [ages]: [60], 'memory_enterprise.decayable_keys_by_level': [['text']] })
      await choose(app, { 'memory_enterprise.decay.enabled': true })
      expect(await app.handlers.decay.rules({}, from())).toMatchObject({
        isOn: true,
        levels: [{ seconds: 60, keys: ['text'] }],
      })
    })
  })

  it('refuse what may not be, and say what may', async () => {
    await during(opened(folder()), async (app) => {
      await expect(choose(app, { [THRESHOLD]: 2, [GATE]: true })).rejects.toMatchObject({
        code: 'setting/invalid',
        data: { key: THRESHOLD, allowed: 'a number from 0 to 1' },
      })
      // One that may not be refuses all.
      expect(await settingOf(app, GATE)).toMatchObject({ value: false })
      await expect(choose(app, { 'recall.touchs': true })).rejects.toMatchObject({
        code: 'setting/unknown',
        data: { nearest: TOUCH },
      })
      await expect(choose(app, { 'http.host': '0.0.0.0' })).rejects.toMatchObject({
        code: 'setting/elsewhere',
      })
      await expect(choose(app, { 'vector.fractal.centroids': 1 })).rejects.toMatchObject({
        data: { allowed: 'a whole number from 2 to 1,000,000, or auto' },
      })
      await expect(choose(app, { 'memory_enterprise.predictions.enabled': 7 })).rejects.toMatchObject({
        code: 'setting/invalid',
      })
      await expect(choose(app, { 'recall.__proto__': 1 })).rejects.toMatchObject({ code: 'setting/unknown' })
    })
  })

  it('never tell a secret', async () => {
    const token = 'a-token-that-nobody-may-see'
    await during(opened(folder(), { env: { SOMA_HTTP__TOKEN: token } }), async (app) => {
      const all = await app.handlers.settings.list({}, from())
      expect(JSON.stringify(all)).not.toContain(token)
      expect(all.filter(({ secret }) => secret !== null).map(({ key, secret }) => [key, secret])).toEqual(
        expect.arrayContaining([
          ['http.token', 'set'],
          ['memory_enterprise.encryption_key', 'unset'],
          ['embedding.api_key', 'unset'],
        ]),
      )
    })
  })

  it('that wait for a restart say so', async () => {
    const dataDir = folder()
    await during(opened(dataDir), async (app) => {
      await choose(app, { 'payload.max_bytes': 2048 })
      expect(await settingOf(app, 'payload.max_bytes')).toMatchObject({ value: 2048, isPending: true })
    })
    await during(opened(dataDir), async (app) => {
      expect(await settingOf(app, 'payload.max_bytes')).toMatchObject({ value: 2048, isPending: false })
      expect(app.info.maxPayloadBytes).toBe(2048)
    })
  })

  it('IDX-10 hold vectors in a byte a column from then on, and find the same with the same scores', async () => {
    const dataDir = folder()
    const found = async ({ handlers }: Composition): Promise<unknown> => {
      const query = { namespace: 'default', query: 'session cookies and their flags', k: 3 } as const
      const { hits } = await handlers.recall.search(query, from())
      return hits.map(({ memory, similarity }) => ({ at: memory.coordinate, similarity }))
    }
    let before: unknown
    await during(opened(dataDir), async (app) => {
      await loaded(app)
      for (const text of ['The session cookie has no Secure flag', 'Tea at four', 'Flags of ships at sea']) {
        await isStored(app, text)
      }
      before = await found(app)
      expect(before).toHaveLength(3)
      expect(await settingOf(app, COMPACT)).toMatchObject({ value: false, effect: 'live' })
      await choose(app, { [COMPACT]: true })
      expect(await found(app)).toEqual(before)
      await isStored(app, 'Rain in May')
    })
    await during(opened(dataDir), async (app) => {
      await loaded(app)
      expect(await settingOf(app, COMPACT)).toMatchObject({ value: true, source: 'app' })
      expect(await found(app)).toEqual(before)
    })
  })

  it('MEM-13 are taken up when another process changes them', async () => {
    const dataDir = folder()
    const options = { config: configOf(dataDir), files: builtFiles }
    await during(opened(dataDir), async (app) => {
      const receipt = await printed(() => setSettings(options, [TOUCH, 'false']))
      expect(receipt).toMatchObject({ count: 1, summary: 'Set recall.touch to false' })
      await vi.waitFor(async () => expect((await settingOf(app, TOUCH)).value).toBe(false), PATIENT)
      expect(await printed(() => getSetting(options, TOUCH))).toMatchObject({ value: false, source: 'app' })
      await expect(setSettings(options, [TOUCH, 'perhaps'])).rejects.toThrow('must be true or false')
    })
  })
})

describe('the list of settings', () => {
  it('says of each what it means and what it may be', () => {
    for (const { key, doc, allowed, effect, isSecret } of settingRegistry.values()) {
      expect(doc, key).not.toBe('')
      expect(allowed, key).not.toBe('')
      if (isSecret) expect(effect, key).toBe('elsewhere')
    }
    expect(settingRegistry.get('vector.fractal.rebuild_interval_seconds')).toMatchObject({
      type: 'number',
      unit: 'seconds',
      min: 0,
      max: null,
      default: 600,
      effect: 'live',
    })
  })
})
