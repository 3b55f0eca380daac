import { isListKey } from '../ui/live-keys.ts'
import type { Command } from './command.ts'

const isMac = typeof navigator !== 'undefined' && /mac/i.test(navigator.platform)

/** The parts of a keyboard event that a shortcut looks at. */
export type KeyPress = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>

/** `?` or `+` need Shift on some keyboards and not on others: for signs Shift says nothing. */
const shiftMatters = (key: string): boolean => key.length > 1 || /[a-z0-9]/i.test(key)

/** `Mod+Shift+Z` in its parts, the key last; a plus may be the key itself. */
const partsOf = (shortcut: string): readonly string[] =>
  shortcut.endsWith('+') ? [...shortcut.split('+').filter(Boolean), '+'] : shortcut.split('+')

export const matchesShortcut = (shortcut: string, press: KeyPress, mac = isMac): boolean => {
  const parts = partsOf(shortcut)
  const key = parts.at(-1) ?? ''
  const wants = (name: string): boolean => parts.slice(0, -1).includes(name)
  const mod = mac ? press.metaKey : press.ctrlKey
  const other = mac ? press.ctrlKey : press.metaKey
  return (
    press.key.toLowerCase() === (key === 'Space' ? ' ' : key.toLowerCase()) &&
    mod === wants('Mod') &&
    other === wants('Ctrl') &&
    press.altKey === wants('Alt') &&
    (!shiftMatters(key) || press.shiftKey === wants('Shift'))
  )
}

const MODIFIERS = ['Control', 'Meta', 'Alt', 'AltGraph', 'Shift', 'CapsLock', 'Fn', 'Dead', 'Process']

/** What was pressed, as shortcuts are written; null while only Ctrl, Alt and the like are held. */
export const shortcutOfPress = (press: KeyPress, mac = isMac): string | null => {
  const { key, ctrlKey, metaKey, altKey, shiftKey } = press
  if (MODIFIERS.includes(key) || (mac ? false : metaKey)) return null
  const name = key === ' ' ? 'Space' : key.length === 1 ? key.toUpperCase() : key
  const held = [
    (mac ? metaKey : ctrlKey) && 'Mod',
    mac && ctrlKey && 'Ctrl',
    altKey && 'Alt',
    shiftKey && shiftMatters(name) && 'Shift',
  ].filter(Boolean)
  return [...held, name].join('+')
}

/** What browsers and systems do not let go of. */
const TAKEN = /^(Mod\+(Shift\+)?[TNWQ]|Alt\+F4|F5|F11|F12)$/

/** Whether a command may be reached so. */
export const isFree = (shortcut: string): boolean => !TAKEN.test(shortcut) && !isListKey(shortcut)

const EDITABLE = 'input, textarea, select, [contenteditable="true"], [contenteditable=""], .cm-content'

/** Whether text is being typed there. Looks through shadow trees: the JSON editor lives in one. */
export const isTyping = (event: Event): boolean => {
  const [target] = event.composedPath()
  return target instanceof Element && target.closest(EDITABLE) !== null
}

export const worksInFields = ({ shortcut = '', inFields }: Command): boolean =>
  inFields ?? shortcut.startsWith('Mod+')

/** Whether one press could mean both. */
export const meets = (a: Command, b: Command): boolean =>
  a.shortcut !== undefined &&
  a.shortcut.toLowerCase() === b.shortcut?.toLowerCase() &&
  (a.screen === undefined || b.screen === undefined || a.screen === b.screen)

/** Pairs of commands whose shortcut would mean two things at once. */
export const shortcutClashes = (commands: readonly Command[]): readonly (readonly [string, string])[] => {
  const held = commands.filter((command) => command.shortcut)
  return held.flatMap((a, i) =>
    held.slice(i + 1).flatMap((b) => (meets(a, b) ? [[a.id, b.id] as const] : [])),
  )
}
