import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { loadOrCreateToken, sameSecret, sessionOf } from './token.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'soma-token-'))
})
afterEach(() => rm(folder, { recursive: true }))

test('makes a token of 256 bits once, for its owner only', async () => {
  const data = join(folder, 'new', 'data')
  const tokens = [loadOrCreateToken(data), loadOrCreateToken(data)] as const
  expect(tokens[0]).toBe(tokens[1])
  expect(Buffer.from(tokens[0], 'base64url')).toHaveLength(32)
  if (process.platform !== 'win32') expect((await stat(join(data, 'token'))).mode & 0o777).toBe(0o600)
})

test('takes back rights that a kept token should not have', async () => {
  const token = loadOrCreateToken(folder)
  await chmod(join(folder, 'token'), 0o644)
  expect(loadOrCreateToken(folder)).toBe(token)
  if (process.platform !== 'win32') expect((await stat(join(folder, 'token'))).mode & 0o777).toBe(0o600)
})

test('replaces a token that was cut off', async () => {
  await writeFile(join(folder, 'token'), '\n')
  const token = loadOrCreateToken(folder)
  expect(token.length).toBeGreaterThan(40)
  expect((await readFile(join(folder, 'token'), 'utf8')).trim()).toBe(token)
})

test('compares secrets of any length', () => {
  expect(sameSecret('abc', 'abc')).toBe(true)
  expect(sameSecret('abc', 'abcd')).toBe(false)
  expect(sameSecret('', 'abc')).toBe(false)
})

test('makes sessions that tell tokens apart and do not contain them', () => {
  expect(sessionOf('one token')).not.toBe(sessionOf('another token'))
  expect(sessionOf('one token')).not.toContain('one token')
})
