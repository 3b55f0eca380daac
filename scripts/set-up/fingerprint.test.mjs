import { utimesSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { makeTempFolder } from '../temp-folder.mjs'
import { fingerprint } from './fingerprint.mjs'

it('changes with names and contents, not with times', () => {
  using folder = makeTempFolder({ 'src/a.ts': 'one', 'src/deep/b.ts': 'two' })
  const inputs = ['src', 'config.ts']
  const first = fingerprint(folder.path, inputs)
  utimesSync(join(folder.path, 'src/a.ts'), new Date(0), new Date(0))
  expect(fingerprint(folder.path, inputs)).toBe(first)

  folder.write('src/a.ts', 'one!')
  const second = fingerprint(folder.path, inputs)
  expect(second).not.toBe(first)
  folder.write('config.ts', '')
  expect(fingerprint(folder.path, inputs)).not.toBe(second)
})

it('does not read the files that do not count', () => {
  using folder = makeTempFolder({ 'src/a.ts': 'one' })
  const counts = (/** @type {string} */ path) => !path.endsWith('.test.ts')
  const first = fingerprint(folder.path, ['src'], counts)
  folder.write('src/a.test.ts', 'test')
  expect(fingerprint(folder.path, ['src'], counts)).toBe(first)
})

it('tells apart where one content ends and the next name begins', () => {
  using left = makeTempFolder({ 'src/a': 'xb', 'src/c': '' })
  using right = makeTempFolder({ 'src/a': 'x', 'src/bc': '' })
  expect(fingerprint(left.path, ['src'])).not.toBe(fingerprint(right.path, ['src']))
})
