import type { MenuItemConstructorOptions } from 'electron'
import { expect, test, vi } from 'vitest'
import { menuTemplate } from './menu.ts'
import { de } from './words/de.ts'
import { en, type NativeTexts } from './words/en.ts'
import { NativeWords } from './words/native-words.ts'
import { zhCn } from './words/zh-cn.ts'

vi.mock('electron', () => ({ shell: { openPath: () => {} } }))

const help = {
  group: 'Help',
  label: 'Help',
  commands: [
    { id: 'check-for-updates', label: 'Check for updates', shortcut: null, enabled: true },
    { id: 'take-tour', label: 'Take the tour', shortcut: null, enabled: true },
  ],
}
const template = (platform: NodeJS.Platform, texts: NativeTexts = en) =>
  menuTemplate({ platform, texts, dataDir: '/data', menus: [help], onCommand: () => {} })
const labelsOf = (items: MenuItemConstructorOptions[], label: string): (string | undefined)[] => {
  const menu = items.find((item) => item.label === label)
  return ((menu?.submenu ?? []) as MenuItemConstructorOptions[]).map((item) => item.label)
}

test('on a Mac one looks for updates in the menu of the app, elsewhere in Help', () => {
  expect(labelsOf(template('darwin'), 'Soma Inspector')).toContain('Check for updates')
  expect(labelsOf(template('darwin'), 'Help')).not.toContain('Check for updates')
  expect(labelsOf(template('darwin'), 'Help')).toContain('Take the tour')
  for (const platform of ['linux', 'win32'] as const)
    expect(labelsOf(template(platform), 'Help')).toContain('Check for updates')
})

test.each(['darwin', 'win32', 'linux'] as const)(
  'on %s nothing is left to the language of the system',
  (platform) => {
    const walk = (items: MenuItemConstructorOptions[]): MenuItemConstructorOptions[] =>
      items.flatMap((item) => [item, ...walk((item.submenu ?? []) as MenuItemConstructorOptions[])])
    const own = new Set<string | undefined>(Object.values(de))
    const others = walk(template(platform, de)).filter(
      ({ type, label }) => type !== 'separator' && !own.has(label),
    )
    expect(others.map(({ label }) => label)).toEqual(
      expect.arrayContaining(['Check for updates', 'Take the tour']),
    )
    expect(others.filter(({ role }) => role !== undefined)).toEqual([])
  },
)

test('speaks the first language of the system that it knows, and then that of the window', () => {
  const words = new NativeWords(['fr-FR', 'zh-TW', 'de'])
  const changed = vi.fn()
  words.onChange = changed
  expect(words.texts).toBe(zhCn)
  words.speak('zh-CN')
  expect(changed).not.toHaveBeenCalled()
  words.speak('de')
  expect([words.texts, changed.mock.calls.length]).toEqual([de, 1])
  expect(new NativeWords(['fr']).texts).toBe(en)
})

test.each([
  ['de', de],
  ['zh-CN', zhCn],
] as const)('has every text in %s, and none of them in English', (_, texts) => {
  const same = Object.entries(en).filter(([key, text]) => texts[key as keyof typeof en] === text)
  expect(same).toEqual([])
})
