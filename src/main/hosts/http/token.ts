import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const TOKEN_BYTES = 32
const MIN_LENGTH = 16

/** The token of a data folder: made once, readable by its owner only. */
export const loadOrCreateToken = (dataDir: string): string => {
  const file = join(dataDir, 'token')
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const fresh = randomBytes(TOKEN_BYTES).toString('base64url')
  try {
    // Fails where the file is there, so that of two that start at once one wins and the other reads.
    writeFileSync(file, `${fresh}\n`, { mode: 0o600, flag: 'wx' })
    return fresh
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  // Copied or restored files may come with wider rights. On Windows the folder's rights protect it.
  chmodSync(file, 0o600)
  const kept = readFileSync(file, 'utf8').trim()
  if (kept.length >= MIN_LENGTH) return kept
  // Cut off by a crash or emptied by hand: nobody can hold a token of it.
  writeFileSync(file, `${fresh}\n`, { mode: 0o600 })
  return fresh
}

/** Another token for a data folder, in place of the one before it. */
export const renewToken = (dataDir: string): string => {
  const fresh = randomBytes(TOKEN_BYTES).toString('base64url')
  writeFileSync(join(dataDir, 'token'), `${fresh}\n`, { mode: 0o600 })
  return fresh
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()

/** Compares in constant time; the digests make the lengths equal. */
export const sameSecret = (given: string, expected: string): boolean =>
  timingSafeEqual(digest(given), digest(expected))

/**
 * What the cookie holds instead of the token. It outlives a restart, as the token does, and does not give the token
 * away: cookies of 127.0.0.1 go to every port of it.
 */
export const sessionOf = (token: string): string =>
  createHmac('sha256', token).update('soma-inspector session').digest('base64url')
