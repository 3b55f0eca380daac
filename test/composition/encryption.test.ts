import { execFileSync } from 'node:child_process'
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { EncryptionState } from '#contract/app'
import type { MemoryStore } from '#engine/ports'
import { compose } from '#hosts/composition/compose'
import { lockInstance } from '#hosts/composition/instance-lock'
import { checkSeals, rotateKeys, sealAll, unsealAll } from '#hosts/composition/key-maintenance'
import { keysOf, sealedOver, textFieldsOf } from '#hosts/composition/sealing'
import { loadConfig } from '#hosts/config'
import { newKeyText } from '#hosts/encryption-key'
import { StartError } from '#hosts/start-error'
import { openDatabase } from '#stores/sqlite/open'
import { storeInProcess } from '../store/engine-in-process.ts'
import { draft, put } from '../store/store-bench.ts'
import { builtFiles } from './built-files.ts'
import {
  during,
  from,
  ONE_SENTENCE,
  PATIENT,
  refusal,
  removeFolder,
  statusOf,
  temporaryFolder,
} from './start.ts'

const SECRET = 'qzxplugh'
const KEY = newKeyText()
const OTHER = newKeyText()

let dataDir: string
beforeEach(() => {
  dataDir = temporaryFolder()
  // An empty database is no first start, so the sample stays away.
  openDatabase({ file: join(dataDir, 'memories.sqlite') }).db.close()
})
afterEach(() => removeFolder(dataDir))

type KeySettings = { encryption_key?: string; encryption_old_key?: string; encryption_fields?: '*' }

const settings = (keys: KeySettings) =>
  loadConfig({ env: {}, explicit: { data_dir: dataDir, memory_enterprise: keys } })
const starting = (keys: KeySettings) =>
  compose({ config: settings(keys), edition: 'browser', files: builtFiles, version: '0.0.0' })
const maintenance = (keys: KeySettings) => ({
  config: settings(keys),
  files: builtFiles,
  onProgress: () => {},
})

/** The store as a session has it, without the rest of the program. */
const withStore = async <T>(
  keys: KeySettings,
  work: (store: MemoryStore, encryption: EncryptionState) => Promise<T>,
): Promise<T> => {
  const config = settings(keys)
  const inner = storeInProcess(config.database)
  try {
    const { store, encryption } = await sealedOver(inner, {
      cipher: keysOf(config).cipher,
      fields: config.memory_enterprise.encryption_fields,
      textFields: textFieldsOf(config),
      isReadOnly: false,
      whenWrong: 'refuse',
    })
    return await work(store, encryption)
  } finally {
    await inner.close()
  }
}
const encryption = (keys: KeySettings = {}): Promise<EncryptionState> =>
  withStore(keys, async (_, state) => state)
const payload = (keys: KeySettings = {}): Promise<string | undefined> =>
  withStore(keys, async (store) => (await store.get('default', [1]))?.payload)
const store = (keys: KeySettings = {}) =>
  withStore(keys, async (into) => {
    const names = await into.namespaces()
    if (names.length === 0) await into.createNamespace('default', { at: 1, note: '', suggestions: [] })
    await into.commit(draft('default', [put('default', [1], { task: `say ${SECRET}`, note: 'clear' })]))
  })

/** Database, its log, the backups and the log of the program. */
const bytesOnDisk = (): string =>
  readdirSync(dataDir, { recursive: true, encoding: 'utf8' })
    .map((name) => join(dataDir, name))
    .filter((name) => statSync(name).isFile())
    .map((name) => readFileSync(name, 'latin1'))
    .join('\n')

describe('starting with a key', () => {
  it('SEC-1 SEC-2 has no plain text and no key on the disk from the first start on, backups included', async () => {
    const place = { namespace: 'default', coordinate: [1] }
    await during(starting({ encryption_key: KEY }), async (composition) => {
      const { handlers, log } = composition
      const payload = JSON.stringify({ task: `say ${SECRET}`, note: 'clear' })
      const input = { ...place, payload, type: 'semantic', importance: 0, ifTaken: 'update' } as const
      await handlers.memories.store(input, from())
      log.warn(`given ${KEY}`)
      await handlers.app.backup({}, from())
      expect((await handlers.memories.get(place, from())).payload).toBe(payload)
      expect((await statusOf(composition)).encryption).toEqual({
        state: 'on',
        fields: ['task', 'code'],
        isComplete: true,
      })
    })
    const bytes = bytesOnDisk()
    expect(bytes).toContain('clear')
    expect(bytes).toContain('given [secret]')
    for (const never of [SECRET, KEY, Buffer.from(KEY, 'hex').toString('latin1')]) {
      expect(bytes.includes(never)).toBe(false)
    }
  })

  it('SEC-1 SEC-2 refuses a wrong key in one sentence that shows neither key, and none that is no key', async () => {
    await store({ encryption_key: KEY })
    const sentences = [
      await refusal(starting({ encryption_key: OTHER })),
      await refusal(starting({ encryption_key: 'hunter2 hunter2' })),
      await refusal(starting({ encryption_key: 'env:NO_SUCH_VARIABLE' })),
      await refusal(starting({ encryption_key: 'keychain:soma' })),
    ]
    for (const sentence of sentences) {
      expect(sentence).toMatch(ONE_SENTENCE)
      expect(sentence).not.toMatch(new RegExp(`${KEY}|${OTHER}|hunter2`))
    }
    expect(sentences[0]).toContain('does not fit this database')
    // The lock is free again, and nothing was changed.
    expect(await payload({ encryption_key: KEY })).toContain(SECRET)
  })

  it('SEC-1 SEC-2 asks the keychain once it may be asked', async () => {
    const { promise: ready, resolve } = Promise.withResolvers<void>()
    let isReady = false
    const keychain = (): string => {
      if (isReady) return KEY
      throw new Error('asked before it may be asked')
    }
    const given = { edition: 'desktop', files: builtFiles, version: '0.0.0', keychain, ready } as const
    const composing = compose({ ...given, config: settings({ encryption_key: 'keychain:soma' }) })
    await new Promise((done) => setImmediate(done))
    isReady = true
    resolve()
    await during(composing, async (composition) => {
      expect((await statusOf(composition)).encryption.state).toBe('on')
    })
  })

  it('opens memories that need no keychain while it may not be asked yet', async () => {
    const { promise: ready, resolve } = Promise.withResolvers<void>()
    const given = { edition: 'desktop', files: builtFiles, version: '0.0.0', ready } as const
    const composing = compose({ ...given, config: settings({}) })
    await vi.waitFor(() => expect(existsSync(join(dataDir, 'memories.sqlite-wal'))).toBe(true), PATIENT)
    resolve()
    await during(composing, async () => {})
  })

  it('SEC-1 without the key is locked, and unlocked by it', async () => {
    expect(await encryption()).toEqual({ state: 'off' })
    await store({ encryption_key: KEY })
    expect(await encryption()).toEqual({ state: 'locked', fields: ['task', 'code'] })
    expect(await payload()).toContain('"task":{"$sealed":"v1.')
    await expect(store()).rejects.toMatchObject({ code: 'store/read-only' })
    expect(await payload({ encryption_key: KEY })).toContain(SECRET)
  })

  it('SEC-1 opens a restored backup of before the key, and locks one of another key instead of leaving nobody', async () => {
    await store({ encryption_key: KEY })
    const backups = join(dataDir, 'backups')
    mkdirSync(backups)
    copyFileSync(join(dataDir, 'memories.sqlite'), join(backups, 'memories-20260101-000000-000.sqlite'))
    await rotateKeys(maintenance({ encryption_key: OTHER, encryption_old_key: KEY }))
    writeFileSync(join(dataDir, 'memories.sqlite'), 'not a database at all, but long enough to be looked at')
    await during(starting({ encryption_key: OTHER }), async (composition) => {
      expect((await statusOf(composition)).store.state).toBe('read-only')
      await composition.handlers.app.restoreBackup({}, from())
      expect(await statusOf(composition)).toMatchObject({
        store: { state: 'ready' },
        encryption: { state: 'locked' },
      })
    })
    expect(await payload({ encryption_key: KEY })).toContain(SECRET)
  })
})

describe('looking after the key', () => {
  it('SEC-1 encrypts what was there before, and leaves no plain text', async () => {
    await store()
    expect(bytesOnDisk()).toContain(SECRET)
    expect(await encryption({ encryption_key: KEY })).toMatchObject({ state: 'on', isComplete: false })
    const lock = lockInstance(dataDir)
    await expect(sealAll(maintenance({ encryption_key: KEY }))).rejects.toThrow('already runs')
    lock.release()
    mkdirSync(join(dataDir, 'index'))
    const savedWords = join(dataDir, 'index', 'keywords.words')
    writeFileSync(savedWords, SECRET)
    expect((await sealAll(maintenance({ encryption_key: KEY }))).states).toBeGreaterThan(0)
    expect(existsSync(savedWords)).toBe(false)
    expect(bytesOnDisk()).not.toContain(SECRET)
    expect(await encryption({ encryption_key: KEY })).toMatchObject({ state: 'on', isComplete: true })
    expect(await payload({ encryption_key: KEY })).toContain(SECRET)
  })

  it('SEC-1 changes keys, and afterwards needs the new one alone', async () => {
    await store({ encryption_key: KEY })
    const rotated = maintenance({ encryption_key: OTHER, encryption_old_key: KEY })
    expect(await rotateKeys(rotated)).toMatchObject({ broken: 0 })
    expect(await payload({ encryption_key: OTHER })).toContain(SECRET)
    expect(await refusal(starting({ encryption_key: KEY }))).toContain('does not fit')
    const checked = await checkSeals(maintenance({ encryption_key: OTHER }))
    expect(checked).toMatchObject({ broken: 0 })
    expect([...checked.sealed.values()]).toEqual([1])
    await expect(rotateKeys(maintenance({ encryption_key: KEY }))).rejects.toThrow(StartError)
  })

  it('SEC-1 needs both keys after a change of keys that was killed, and the same command ends it', async () => {
    await store({ encryption_key: KEY })
    const rotated = { encryption_key: OTHER, encryption_old_key: KEY }
    const killed = () => {
      throw new Error('killed')
    }
    await expect(rotateKeys({ ...maintenance(rotated), onProgress: killed })).rejects.toThrow('killed')
    expect(await payload(rotated)).toContain(SECRET)
    expect(await refusal(starting({ encryption_key: OTHER }))).toContain('change of keys is not finished')
    expect(await refusal(starting({ encryption_key: KEY }))).toContain('does not fit')
    await rotateKeys(maintenance(rotated))
    expect(await payload({ encryption_key: OTHER })).toContain(SECRET)
  })

  it('SEC-1 writes all in the clear again and forgets the key', async () => {
    await store({ encryption_key: KEY })
    await expect(unsealAll(maintenance({ encryption_key: OTHER }))).rejects.toThrow('does not fit')
    await unsealAll(maintenance({ encryption_key: KEY }))
    expect(await payload()).toContain(SECRET)
    expect(await encryption()).toEqual({ state: 'off' })
    await expect(unsealAll(maintenance({ encryption_key: KEY }))).rejects.toThrow('Nothing is encrypted')
  })

  it('SEC-1 seals more fields, or all, when that is asked for later', async () => {
    await store({ encryption_key: KEY })
    const all = { encryption_key: KEY, encryption_fields: '*' } as const
    expect(await encryption(all)).toEqual({ state: 'on', fields: '*', isComplete: false })
    await sealAll(maintenance(all))
    expect(await encryption(all)).toEqual({ state: 'on', fields: '*', isComplete: true })
    expect(await payload(all)).toContain('"note":"clear"')
    // Fewer for a while, then all again: what was written meanwhile may be in the clear.
    expect(await encryption({ encryption_key: KEY })).toMatchObject({
      fields: ['task', 'code'],
      isComplete: false,
    })
    expect(await encryption(all)).toEqual({ state: 'on', fields: '*', isComplete: false })
  })
})

describe('soma key new', () => {
  const cli = resolve(import.meta.dirname, '../../src/main/hosts/cli/main.ts')
  const run = (...args: string[]): string =>
    execFileSync(process.execPath, [cli, '--data', dataDir, 'key', 'new', ...args], { encoding: 'utf8' })

  it('SEC-1 prints a fresh key, or writes it where only its owner reads it, and never over another', () => {
    expect(run()).toMatch(/^[0-9a-f]{64}\n$/)
    const file = join(dataDir, 'my.key')
    expect(run('--file', file)).not.toMatch(/[0-9a-f]{64}/)
    const text = readFileSync(file, 'utf8')
    expect(text).toMatch(/^[0-9a-f]{64}\n$/)
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(() => run('--file', file)).toThrow('never written over')
    expect(readFileSync(file, 'utf8')).toBe(text)
    expect(run('--keychain', 'main')).toContain('keychain:main')
    expect(readFileSync(join(dataDir, 'keychain', 'main.new'), 'utf8')).toMatch(/^[0-9a-f]{64}\n$/)
  })
})
