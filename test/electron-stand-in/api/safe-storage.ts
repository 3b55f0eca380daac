import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { app } from './app.ts'
import { providedOnly } from './not-provided.ts'

const PREFIX = 'v10'
const IV_BYTES = 12
const TAG_BYTES = 16
const KEY_FILE = 'stand-in-safe-storage-key'

/** In place of the system's key ring: a key in the userData folder. What one profile encrypts no other can read. */
function key(): Buffer {
  const folder = app.getPath('userData')
  const file = join(folder, KEY_FILE)
  mkdirSync(folder, { recursive: true })
  try {
    writeFileSync(file, randomBytes(32), { flag: 'wx', mode: 0o600 })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  return readFileSync(file)
}

function requireReady(): void {
  if (!app.isReady()) throw new Error('safeStorage cannot be used before app is ready')
}

/** Prefix, nonce, AES-GCM's tag, ciphertext. */
export const safeStorage = providedOnly('safeStorage', {
  isEncryptionAvailable: (): boolean => app.isReady(),
  getSelectedStorageBackend: (): string => 'basic_text',
  setUsePlainTextEncryption(): void {},
  encryptString(text: string): Buffer {
    requireReady()
    const iv = randomBytes(IV_BYTES)
    const cipher = createCipheriv('aes-256-gcm', key(), iv)
    const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
    return Buffer.concat([Buffer.from(PREFIX), iv, cipher.getAuthTag(), body])
  },
  decryptString(encrypted: Buffer): string {
    requireReady()
    const failure = 'Error while decrypting the ciphertext provided to safeStorage.decryptString.'
    if (encrypted.toString('latin1', 0, PREFIX.length) !== PREFIX) {
      throw new Error(`${failure} Ciphertext does not appear to be encrypted.`)
    }
    const [iv, tag] = [PREFIX.length, PREFIX.length + IV_BYTES]
    const body = tag + TAG_BYTES
    try {
      const decipher = createDecipheriv('aes-256-gcm', key(), encrypted.subarray(iv, tag))
      decipher.setAuthTag(encrypted.subarray(tag, body))
      return Buffer.concat([decipher.update(encrypted.subarray(body)), decipher.final()]).toString('utf8')
    } catch (cause) {
      throw new Error(failure, { cause })
    }
  },
})
