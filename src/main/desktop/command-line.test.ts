import { expect, test } from 'vitest'
import { readArguments } from './command-line.ts'

test('finds its own flags among those of Chromium and the app folder', () => {
  const argv = [
    '--inspect=0',
    '--user-data-dir=/tmp/x',
    '/the/app',
    '--data',
    'my data',
    '--no-sandbox',
    '--mode=on_demand',
  ]
  expect(readArguments(argv, '/home/me')).toEqual({ data: '/home/me/my data', mode: 'on_demand' })
})

test('takes --config-json for --config', () => {
  expect(readArguments(['--config-json=/etc/soma.json'], '/')).toEqual({ config: '/etc/soma.json' })
  expect(readArguments([], '/')).toEqual({})
})

test.each([
  { argv: ['--data'], says: '--data needs a value' },
  { argv: ['--data', '--mode=on_demand'], says: '--data needs a value' },
  { argv: ['--namespace='], says: '--namespace needs a value' },
  { argv: ['--mode=redis'], says: '--mode is local_agent, on_demand or enterprise, not "redis"' },
])('refuses $argv', ({ argv, says }) => {
  expect(() => readArguments(argv, '/')).toThrow(says)
})
