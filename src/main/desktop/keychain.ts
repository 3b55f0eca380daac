import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Vault } from '#hosts/connections/password-box'
import { StartError } from '#hosts/start-error'

/** The part of Electron's `safeStorage` that is used here. */
export interface SafeStorage {
  isEncryptionAvailable(): boolean
  getSelectedStorageBackend(): string
  encryptString(text: string): Buffer
  decryptString(encrypted: Buffer): string
}

export interface KeychainOptions {
  readonly safeStorage: SafeStorage
  /** Where the encrypted entries lie. */
  readonly folder: string
  readonly platform: NodeJS.Platform
}

const NO_KEYCHAIN =
  'This system has no keychain that is open to the app (on Linux: GNOME Keyring or KWallet).'

const NAME = /^[A-Za-z0-9._-]{1,64}$/

/**
 * Secrets by name, encrypted with a key that the system keeps for this user. A secret comes in as a file `NAME.new`,
 * which is taken in and deleted.
 * @returns the secret of a name; throws StartError where there is no keychain, or no such secret
 */
export const openKeychain =
  (options: KeychainOptions) =>
  (name: string): string => {
    if (!NAME.test(name)) {
      throw new StartError(
        `"keychain:${name}" is no name of a secret: letters, digits, dot, hyphen, underscore.`,
      )
    }
    refuseWithoutKeychain(options)
    takeIn(name, options)
    return secretOf(name, options)
  }

/** The same keychain, for secrets that are typed in the app. */
export const openVault = (options: KeychainOptions): Vault => ({
  problem: () => {
    try {
      refuseWithoutKeychain(options)
      return null
    } catch (error) {
      if (error instanceof StartError) return NO_KEYCHAIN
      throw error
    }
  },
  keep: (name, secret) => {
    refuseWithoutKeychain(options)
    mkdirSync(options.folder, { recursive: true, mode: 0o700 })
    const entry = entryFile(name, options)
    writeFileSync(`${entry}.part`, options.safeStorage.encryptString(secret), { mode: 0o600 })
    renameSync(`${entry}.part`, entry)
  },
  forget: (name) => rmSync(entryFile(name, options), { force: true }),
})

/** Without a key ring Electron on Linux encrypts with a password that everybody knows: that protects nothing. */
const refuseWithoutKeychain = ({ safeStorage, platform }: KeychainOptions): void => {
  const isPretended = platform === 'linux' && safeStorage.getSelectedStorageBackend() === 'basic_text'
  if (safeStorage.isEncryptionAvailable() && !isPretended) return
  throw new StartError(`${NO_KEYCHAIN} Give the secret as env:NAME or file:PATH instead.`)
}

const entryFile = (name: string, { folder }: KeychainOptions): string => join(folder, `${name}.secret`)

const takeIn = (name: string, options: KeychainOptions): void => {
  const { safeStorage, folder } = options
  const incoming = join(folder, `${name}.new`)
  const text = readIfThere(incoming)?.toString('utf8').trim()
  if (text === undefined) return
  const entry = entryFile(name, options)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  try {
    writeFileSync(entry, safeStorage.encryptString(text), { flag: 'wx', mode: 0o600 })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    if (secretOf(name, options) !== text) {
      throw new StartError(
        `The keychain has another secret named "${name}". Choose another name for ${incoming}.`,
      )
    }
  }
  if (secretOf(name, options) !== text)
    throw new StartError(`The keychain did not keep the secret "${name}".`)
  writeFileSync(incoming, '0'.repeat(text.length))
  rmSync(incoming)
}

const secretOf = (name: string, options: KeychainOptions): string => {
  const encrypted = readIfThere(entryFile(name, options))
  if (encrypted === undefined) {
    throw new StartError(
      `The keychain has no secret named "${name}". Make one with "soma key new --keychain ${name}".`,
    )
  }
  try {
    return options.safeStorage.decryptString(encrypted)
  } catch (error) {
    throw new StartError(
      `The secret "${name}" was put into the keychain of another user or system and does not open here. Put it in again.`,
      { cause: error },
    )
  }
}

const readIfThere = (file: string): Buffer | undefined => {
  try {
    return readFileSync(file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}
