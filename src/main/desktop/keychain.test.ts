import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openKeychain, type SafeStorage } from './keychain.ts'

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
