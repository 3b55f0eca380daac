const NAMES: Readonly<Record<string, string>> = {
  Mod: 'CommandOrControl',
  Ctrl: 'Control',
  ArrowUp: 'Up',
  ArrowDown: 'Down',
  ArrowLeft: 'Left',
  ArrowRight: 'Right',
  '+': 'Plus',
}

const MODIFIERS = ['Mod', 'Ctrl', 'Alt', 'Shift']
/** What Electron knows as a key; it throws on anything else. */
const KEY =
  /^([A-Z0-9]|F([1-9]|1[0-9]|2[0-4])|Plus|Up|Down|Left|Right|Space|Tab|Backspace|Delete|Insert|Enter|Home|End|PageUp|PageDown|Escape|[,./;'[\]\\\-=`?])$/

/** `Mod+Shift+Z` as Electron writes it; undefined where it has no such key. */
export const acceleratorOf = (shortcut: string): string | undefined => {
  const parts = shortcut.endsWith('+') ? [...shortcut.split('+').filter(Boolean), '+'] : shortcut.split('+')
  const held = parts.slice(0, -1)
  const key = parts.at(-1) ?? ''
  const named = NAMES[key] ?? (key.length === 1 ? key.toUpperCase() : key)
  if (!KEY.test(named) || !held.every((part) => MODIFIERS.includes(part))) return undefined
  return [...held.map((part) => NAMES[part] ?? part), named].join('+')
}

/** Whether it may be taken from every other program: a letter alone may not. */
export const isGlobal = (shortcut: string): boolean => /^(Mod|Ctrl|Alt)\+/.test(shortcut)
