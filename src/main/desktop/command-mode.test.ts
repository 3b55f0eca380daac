import { expect, test } from 'vitest'
import { commandArguments } from './command-mode.ts'

test('takes what stands behind -- for a command, whatever it is', () => {
  const argv = ['--no-sandbox', '--soma-command', '--', 'recall', '--query', '--', '--type', 'semantic']
  expect(commandArguments(argv)).toEqual(['recall', '--query', '--', '--type', 'semantic'])
  expect(commandArguments(['--soma-command', '--'])).toEqual([])
})

test('opens a window for everything else', () => {
  expect(commandArguments(['--data=x'])).toBeUndefined()
  expect(commandArguments(['--data=x', '--', '--soma-command'])).toBeUndefined()
  expect(commandArguments(['--soma-command', 'stats'])).toBeUndefined()
})
