import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ConnectionDraft } from '#contract/connections'
import { openKeychain, openVault, type SafeStorage } from '../../desktop/keychain.ts'
import { loadConfig } from '../config.ts'
import { ConnectionRegistry } from './connection-registry.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'soma-secrets-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

let isAvailable = true
const safeStorage: SafeStorage = {
  isEncryptionAvailable: () => isAvailable,
  getSelectedStorageBackend: () => 'kwallet6',
  encryptString: (text) => Buffer.from(Buffer.from(text).map((byte) => byte ^ 0x5a)),
  decryptString: (bytes) => Buffer.from(bytes.map((byte) => byte ^ 0x5a)).toString(),
}
const place = () => ({ safeStorage, folder: join(folder, 'keychain'), platform: 'linux' as const })
const registry = () =>
  new ConnectionRegistry({
    home: loadConfig({ env: {}, explicit: { data_dir: folder } }),
    vault: openVault(place()),
    fromCommandLine: false,
  })
const draft = (more: object = {}) =>
  ConnectionDraft.parse({
    name: 'Far',
    place: {
      kind: 'redis',
      redis: { kind: 'single', nodes: ['10.0.0.5:6379'] },
      qdrant: { url: 'https://q.example' },
    },
    ...more,
  })
const secrets = (): string[] =>
  existsSync(join(folder, 'keychain')) ? readdirSync(join(folder, 'keychain')).sort() : []
const secretOf = (reference: unknown): string =>
  openKeychain(place())(String(reference).replace(/^keychain:/, ''))

describe('secrets of connections', () => {
  it('SEC-1 lie in the keychain, apart from what is kept of the connection, and go with it', () => {
    isAvailable = true
    const { id, ...shown } = registry().add(draft({ password: 'hunter2', apiKey: 'q-key' }))
    expect(shown).toMatchObject({ password: 'keychain', apiKey: 'keychain' })
    expect(JSON.stringify(shown)).not.toMatch(/hunter2|q-key/)
    expect(readFileSync(join(folder, 'connections.json'), 'utf8')).not.toMatch(/hunter2|q-key/)
    const config = registry().configOf(id)
    expect([secretOf(config.redis.password), secretOf(config.qdrant.api_key)]).toEqual(['hunter2', 'q-key'])

    registry().edit(id, draft({ name: 'Farther' }))
    expect(secretOf(registry().configOf(id).redis.password)).toBe('hunter2')
    registry().edit(id, draft({ password: 'other' }))
    expect(secretOf(registry().configOf(id).redis.password)).toBe('other')
    registry().edit(id, draft({ password: null }))
    expect(registry().get(id)).toMatchObject({ password: 'none', apiKey: 'keychain' })
    expect(secrets()).toEqual([`connection-${id}-qdrant.secret`])
    registry().remove(id)
    expect(secrets()).toEqual([])
  })

  it('SEC-1 are not sent to another address, nor to one whose certificates somebody else signs', () => {
    isAvailable = true
    const { id } = registry().add(draft({ password: 'hunter2' }))
    const to = (redis: object) =>
      draft({
        place: { kind: 'redis', redis: { kind: 'single', nodes: ['10.0.0.5:6379'], ...redis }, qdrant: null },
      })
    const ca = '-----BEGIN CERTIFICATE-----\nAA==\n-----END CERTIFICATE-----'
    for (const other of [{ nodes: ['10.0.0.6:6379'] }, { tls: true }, { username: 'x' }, { ca }]) {
      const config = registry().draftConfig(to(other), id)
      expect(config.redis.password).toBeUndefined()
    }
    expect(secretOf(registry().draftConfig(to({}), id).redis.password)).toBe('hunter2')
  })

  it('SEC-1 lie in a file for this user alone where there is no keychain, which is said; the keychain is used once it is there', () => {
    isAvailable = false
    const { id, password } = registry().add(draft({ password: 'hunter2' }))
    expect(password).toBe('file')
    expect(registry().passwordProblem()).toMatch(/no keychain.*not encrypted/)
    expect(secrets()).toEqual([])
    isAvailable = true
    expect(registry().passwordProblem()).toBeNull()
    registry().edit(id, draft({ password: 'hunter3' }))
    expect(registry().get(id).password).toBe('keychain')
    expect(readdirSync(join(folder, 'connections')).filter((name) => name.endsWith('.password'))).toEqual([])
  })
})
