import { expect, test } from 'vitest'
import { acceleratorOf, isGlobal } from './accelerator.ts'

test.each([
  ['Mod+K', 'CommandOrControl+K'],
  ['Mod+Shift+Space', 'CommandOrControl+Shift+Space'],
  ['Alt+ArrowLeft', 'Alt+Left'],
  ['Mod++', 'CommandOrControl+Plus'],
  ['+', 'Plus'],
  ['Mod+,', 'CommandOrControl+,'],
  ['F9', 'F9'],
  ['?', '?'],
  ['n', 'N'],
])('%s is %s to Electron', (shortcut, accelerator) => expect(acceleratorOf(shortcut)).toBe(accelerator))

// Electron throws on what it does not know: a page must not be able to end the app so.
test.each(['', 'Hyper+K', 'Mod+ß', 'Mod+Kk', 'constructor', 'Mod+MediaPlay', '\u0000', 'F25'])(
  '%j is no accelerator',
  (shortcut) => expect(acceleratorOf(shortcut)).toBeUndefined(),
)

test('a key that people type calls nothing from other programs', () => {
  expect(['K', 'Shift+K', 'F9', 'Mod+K', 'Alt+Space'].map(isGlobal)).toEqual([
    false,
    false,
    false,
    true,
    true,
  ])
})
