const isMac = typeof navigator !== 'undefined' && /mac/i.test(navigator.platform)

const MAC: Readonly<Record<string, string>> = { Mod: '⌘', Shift: '⇧', Alt: '⌥', Ctrl: '⌃', Enter: '↵' }
const OTHER: Readonly<Record<string, string>> = { Mod: 'Ctrl' }
const BOTH: Readonly<Record<string, string>> = {
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  Escape: 'Esc',
  Delete: 'Del',
  Space: 'Space',
}

/** The caps of a shortcut as this platform writes them: `Mod+Shift+Z` is `Ctrl`, `Shift`, `Z`. */
export const shortcutCaps = (shortcut: string, mac = isMac): readonly string[] =>
  (shortcut.endsWith('+') ? [...shortcut.split('+').filter(Boolean), '+'] : shortcut.split('+')).map(
    (key) => (mac ? MAC[key] : OTHER[key]) ?? BOTH[key] ?? key,
  )

/** For `aria-keyshortcuts`. */
export const ariaShortcut = (shortcut: string, mac = isMac): string =>
  shortcut.replace('Mod', mac ? 'Meta' : 'Control')
