import { describe, expect, it } from 'vitest'
import { newKeyText, parseKey } from './encryption-key.ts'
import { resolveSecret, type SecretSources } from './secret-reference.ts'
import { StartError } from './start-error.ts'

const failing = (code: string) => Object.assign(new Error(`${code}: hunter2`), { code })
const files: Record<string, string | Error> = {
  '/key': '  from-file\n',
  '/empty': '\n',
  '/users': 'root:x:0:0:root:/root:/bin/bash\nhunter2:x:1:1::/:/bin/sh\n',
  '/sentence': 'hunter2 is a word in it',
  '/long': 'hunter2'.repeat(1000),
  '/none': failing('ENOENT'),
  '/closed': failing('EACCES'),
}
const sources: SecretSources = {
  env: { KEY: 'from-env', EMPTY: '' },
  readFile: (path) => {
    const found = files[path]
    if (found instanceof Error) throw found
    return found ?? ''
  },
}

const refusal = (work: () => unknown): string => {
  try {
    work()
  } catch (error) {
    if (error instanceof StartError) return error.message
    throw error
  }
  throw new Error('it was taken')
}

describe('a reference to a secret', () => {
  it('SEC-1 is the secret itself, or says where it lies', () => {
    expect(resolveSecret('plain:text', sources)).toBe('plain:text')
    expect(resolveSecret('env:KEY', sources)).toBe('from-env')
    expect(resolveSecret('file:/key', sources)).toBe('from-file')
    const keychain = (name: string) => `from-keychain ${name}`
    expect(resolveSecret('keychain:soma', { ...sources, keychain })).toBe('from-keychain soma')
  })

  it.each([
    ['env:NONE', 'The environment variable NONE'],
    ['env:EMPTY', 'is empty'],
    ['file:/none', 'it is not there'],
    ['file:/closed', 'you may not read it'],
    ['file:/empty', 'The file /empty'],
    ['file:/users', 'a secret alone'],
    ['file:/sentence', 'a secret alone'],
    ['file:/long', 'a secret alone'],
    ['keychain:soma', 'desktop app'],
  ])('SEC-2 %s is refused by its place in one sentence, without what lies there', (reference, words) => {
    const sentence = refusal(() => resolveSecret(reference, sources))
    expect(sentence).toContain(words)
    expect(sentence).not.toMatch(/hunter2|\n/)
  })
})

describe('a key', () => {
  it('SEC-1 is 32 random bytes in hexadecimal digits or base64', () => {
    const text = newKeyText()
    const key = Buffer.from(text, 'hex')
    expect(key).toHaveLength(32)
    expect(newKeyText()).not.toBe(text)
    const base64 = key.toString('base64')
    for (const form of [
      text,
      text.toUpperCase(),
      base64,
      base64.replace('=', ''),
      key.toString('base64url'),
    ]) {
      expect(Buffer.from(parseKey(form, 'a.key'))).toEqual(key)
    }
  })

  it.each([
    'hunter2',
    'correct horse battery staple',
    'correct-horse-battery-staple-and-more-words',
    'a'.repeat(64),
    '0'.repeat(64),
    `${newKeyText()}00`,
    newKeyText().slice(1),
    'A'.repeat(43),
  ])('SEC-1 SEC-2 is not %s: the refusal says what is right and not what it got', (text) => {
    const sentence = refusal(() => parseKey(text, 'a.key'))
    expect(sentence).toMatch(/^Setting "a\.key" is no key: .*soma key new.*\.$/)
    expect(sentence).not.toContain(text)
  })
})
