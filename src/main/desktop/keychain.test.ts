import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openKeychain, openVault, type SafeStorage } from './keychain.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'soma-keychain-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const storage = (changes: Partial<SafeStorage> = {}): SafeStorage => ({
  isEncryptionAvailable: () => true,
  getSelectedStorageBackend: () => 'gnome_libsecret',
  encryptString: (text) => Buffer.from([...text].reverse().join('')),
  decryptString: (bytes) => [...bytes.toString()].reverse().join(''),
  ...changes,
})
const keychain = (changes: Partial<SafeStorage> = {}, platform: NodeJS.Platform = 'linux') =>
  openKeychain({ safeStorage: storage(changes), folder, platform })
const bring = (text: string): void => writeFileSync(join(folder, 'main.new'), `${text}\n`)

describe('the keychain of the desktop app', () => {
  it('SEC-1 takes a secret in once, keeps it encrypted, and deletes the file it came in', () => {
    bring('open sesame')
    expect(keychain()('main')).toBe('open sesame')
    expect(existsSync(join(folder, 'main.new'))).toBe(false)
    expect(readFileSync(join(folder, 'main.secret'), 'utf8')).not.toContain('sesame')
    if (process.platform !== 'win32') {
      expect(statSync(join(folder, 'main.secret')).mode & 0o077).toBe(0)
    }
    expect(keychain()('main')).toBe('open sesame')
    // Ended between keeping and deleting: the same one may come again, another one never replaces it.
    bring('open sesame')
    expect(keychain()('main')).toBe('open sesame')
    bring('another')
    expect(() => keychain()('main')).toThrow('another secret named "main"')
  })

  it.each([
    ['none', { isEncryptionAvailable: () => false }, 'darwin', 'no keychain'],
    ['one that only pretends', { getSelectedStorageBackend: () => 'basic_text' }, 'linux', 'no keychain'],
  ] as const)(
    'SEC-1 %s is a clear error, and the secret stays where it is',
    (_, changes, platform, words) => {
      bring('open sesame')
      expect(() => keychain(changes, platform)('main')).toThrow(words)
      expect(existsSync(join(folder, 'main.new'))).toBe(true)
    },
  )

  it('SEC-1 says what to do where there is no such secret, or it is of another user', () => {
    expect(() => keychain()('main')).toThrow('soma key new --keychain main')
    expect(() => keychain()('../main')).toThrow('no name of a secret')
    bring('open sesame')
    keychain()('main')
    const other = () => {
      throw new Error('hunter2')
    }
    expect(() => keychain({ decryptString: other })('main')).toThrow(/another user.*Put it in again/)
  })
})

describe('the vault of the desktop app', () => {
  const vault = (changes: Partial<SafeStorage> = {}, platform: NodeJS.Platform = 'linux') =>
    openVault({ safeStorage: storage(changes), folder: join(folder, 'deep', 'keychain'), platform })
  const read = () =>
    openKeychain({ safeStorage: storage(), folder: join(folder, 'deep', 'keychain'), platform: 'linux' })

  it('SEC-1 keeps what was typed for this user alone, replaces it, gives it back as the keychain does, and forgets it', () => {
    expect(vault().problem()).toBeNull()
    vault().keep('connection-a', 'pass wörd')
    expect(read()('connection-a')).toBe('pass wörd')
    const file = join(folder, 'deep', 'keychain', 'connection-a.secret')
    expect(readFileSync(file, 'utf8')).not.toContain('pass')
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o077).toBe(0)
    vault().keep('connection-a', 'another')
    expect(read()('connection-a')).toBe('another')
    expect(readdirSync(join(folder, 'deep', 'keychain'))).toEqual(['connection-a.secret'])
    vault().forget('connection-a')
    vault().forget('never-there')
    expect(existsSync(file)).toBe(false)
  })

  it.each([
    ['there is none', { isEncryptionAvailable: () => false }, 'win32'],
    ['it only pretends', { getSelectedStorageBackend: () => 'basic_text' }, 'linux'],
  ] as const)('SEC-1 says why nothing can be kept where %s, and keeps nothing', (_, changes, platform) => {
    expect(vault(changes, platform).problem()).toMatch(/no keychain.*GNOME Keyring or KWallet/)
    expect(() => vault(changes, platform).keep('connection-a', 'secret')).toThrow('env:NAME or file:PATH')
    expect(existsSync(join(folder, 'deep'))).toBe(false)
  })

  it('SEC-1 keeps the secret that was there where the new one cannot be encrypted', () => {
    vault().keep('connection-a', 'first')
    const locked = () => {
      throw new Error('the key ring is locked')
    }
    expect(() => vault({ encryptString: locked }).keep('connection-a', 'second')).toThrow('locked')
    expect(read()('connection-a')).toBe('first')
    const broken = () => {
      throw new Error('bus')
    }
    expect(() => vault({ isEncryptionAvailable: broken }).problem()).toThrow('bus')
  })
})
