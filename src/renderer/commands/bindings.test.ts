import { expect, it } from 'vitest'
import { bindAll, takenBy, withBinding } from './bindings.ts'
import type { Command } from './command.ts'
import { findCommands } from './find-commands.ts'
import { isFree, matchesShortcut, shortcutOfPress } from './shortcut.ts'

const command = (id: string, shortcut?: string, more: Partial<Command> = {}): Command => ({
  id,
  title: `Do ${id}`,
  group: 'Help',
  run: () => {},
  ...(shortcut === undefined ? {} : { shortcut }),
  ...more,
})

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

it('puts chosen keys in the place of a command’s own, or takes them away', () => {
  const commands = [command('a', 'A'), command('b', 'B'), command('c')]
  const keys = bindAll(commands, { a: 'Mod+J', b: null, c: 'F9', gone: 'X' }).map(({ shortcut }) => shortcut)
  expect(keys).toEqual(['Mod+J', undefined, 'F9'])
  expect(bindAll(commands, JSON.parse('{"__proto__": "Y"}'))).toEqual(commands)
})

it('keeps no choice that is the default', () => {
  const a = command('a', 'A')
  const chosen = withBinding({}, a, 'B')
  expect(chosen).toEqual({ a: 'B' })
  expect(withBinding(chosen, a, 'A')).toEqual({})
  expect(withBinding({}, a, null)).toEqual({ a: null })
  expect(withBinding({ c: 'C' }, command('c'), null)).toEqual({})
})

it('tells whose keys would be taken, on the same screen and in the app', () => {
  const here = command('here', 'X', { screen: 'recall' })
  const there = command('there', 'x', { screen: 'map' })
  const app = command('app', 'Mod+K')
  const all = [here, there, app]
  expect(takenBy(all, command('new', undefined, { screen: 'recall' }), 'X')).toEqual([here])
  expect(takenBy(all, command('new'), 'X')).toEqual([here, there])
  expect(takenBy(all, here, 'X')).toEqual([])
  expect(takenBy(all, here, 'Mod+K')).toEqual([app])
})

it.each([
  [press('k', { ctrlKey: true }), false, 'Mod+K'],
  [press('K', { ctrlKey: true, shiftKey: true }), false, 'Mod+Shift+K'],
  [press('k', { metaKey: true }), true, 'Mod+K'],
  [press('k', { ctrlKey: true }), true, 'Ctrl+K'],
  [press('?', { shiftKey: true }), false, '?'],
  [press('+', { ctrlKey: true }), false, 'Mod++'],
  [press(' ', { altKey: true }), false, 'Alt+Space'],
  [press('F9'), false, 'F9'],
  [press('Control', { ctrlKey: true }), false, null],
  [press('k', { metaKey: true }), false, null],
])('what is pressed (%j, mac: %s) is written as %s, and matches itself', (event, mac, written) => {
  const shortcut = shortcutOfPress(event, mac)
  expect(shortcut).toBe(written)
  if (shortcut !== null) expect(matchesShortcut(shortcut, event, mac)).toBe(true)
})

it('leaves the keys of lists, dialogs and browsers alone', () => {
  const kept = ['Escape', 'Tab', 'Shift+Tab', 'Enter', 'ArrowDown', 'Delete', 'Mod+W', 'Mod+Shift+N', 'F5']
  expect(kept.filter(isFree)).toEqual([])
  expect(['Mod+J', 'Alt+ArrowDown', 'Mod+Enter', 'S', 'F9'].filter(isFree)).toHaveLength(5)
})

it('finds commands by words and by keys', () => {
  const commands = [command('fly', 'Mod+Shift+F', { keywords: ['camera'] }), command('swim')]
  const found = (search: string) =>
    findCommands(commands, search).flatMap((group) => group.commands.map(({ id }) => id))
  expect(found('')).toEqual(['fly', 'swim'])
  expect(found('CAMERA do')).toEqual(['fly'])
  expect(found('mod+shift')).toEqual(['fly'])
  expect(found('nothing')).toEqual([])
})
