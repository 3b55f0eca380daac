import { expect, it } from 'vitest'
import type { Command } from './command.ts'
import { addCommands, findCommand, registry } from './registry.ts'
import { matchesShortcut, shortcutClashes } from './shortcut.ts'

const press = (
  key: string,
  held: Partial<Record<'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey', boolean>> = {},
) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
})

const command = (id: string, shortcut: string, more: Partial<Command> = {}): Command => ({
  id,
  title: id,
  group: 'Help',
  shortcut,
  run: () => {},
  ...more,
})

it('has no two commands on one shortcut, and no two of one id', () => {
  const { commands } = registry.getState()
  expect(shortcutClashes(commands)).toEqual([])
  expect(new Set(commands.map(({ id }) => id)).size).toBe(commands.length)
})

it('sees a clash within a screen and with the app, not between screens', () => {
  const here = command('a', 'Delete', { screen: 'memories' })
  expect(shortcutClashes([here, command('b', 'delete', { screen: 'recall' })])).toEqual([])
  expect(shortcutClashes([here, command('b', 'Delete', { screen: 'memories' })])).toEqual([['a', 'b']])
  expect(shortcutClashes([here, command('b', 'Delete')])).toEqual([['a', 'b']])
})

it('takes out what was put in', () => {
  const before = registry.getState().commands.length
  const remove = addCommands([command('mine', 'F9')])
  expect(findCommand('mine')).toBeDefined()
  remove()
  expect(registry.getState().commands).toHaveLength(before)
})

it.each([
  ['Mod+K', press('k', { ctrlKey: true }), false, true],
  ['Space', press(' '), false, true],
  ['Mod+K', press('K', { ctrlKey: true, shiftKey: true }), false, false],
  ['Mod+K', press('k', { metaKey: true }), false, false],
  ['Mod+K', press('k', { metaKey: true }), true, true],
  ['Mod+Shift+Z', press('Z', { ctrlKey: true, shiftKey: true }), false, true],
  ['?', press('?', { shiftKey: true }), false, true],
  ['+', press('+', { shiftKey: true }), false, true],
  ['/', press('/'), false, true],
  ['/', press('/', { ctrlKey: true }), false, false],
  ['Alt+ArrowLeft', press('ArrowLeft', { altKey: true }), false, true],
  ['Mod+,', press(',', { ctrlKey: true }), false, true],
])('%s on %j (mac: %s) is %s', (shortcut, event, mac, expected) => {
  expect(matchesShortcut(shortcut, event, mac)).toBe(expected)
})
