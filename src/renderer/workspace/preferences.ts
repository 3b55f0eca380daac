import { type Language, LOCALES } from '../words/locale.ts'
import { SCREENS, type ScreenId } from './location.ts'

export type Theme = 'light' | 'dark' | 'system'
type Density = 'compact' | 'comfortable'
type Motion = 'system' | 'reduced'
type InspectorTab = 'payload' | 'history' | 'links' | 'similar' | 'gate' | 'decay'

/** Command to shortcut. */
export type Bindings = Readonly<Record<string, string | null>>

/** What the window remembers from one start to the next. */
export interface Preferences {
  readonly theme: Theme
  readonly language: Language
  readonly density: Density
  readonly motion: Motion
  readonly inspectorOpen: boolean
  readonly inspectorTab: InspectorTab
  /** Texts of memories are blurred: others look at the screen. */
  readonly privacy: boolean
  /** Tells when long work ends, and when recall falls. */
  readonly notifications: boolean
  /** Nothing is changed from the app, though the store would take it. */
  readonly readOnly: boolean
  /** Shortcuts that were chosen in place of a command's own, by its id; null where it has none any more. */
  readonly shortcuts: Bindings
  /** The tour was taken, or was not wanted: it is not offered again. */
  readonly tourOffered: boolean
  readonly lastNamespace: string | null
  readonly lastScreen: ScreenId
}

const DEFAULTS: Preferences = {
  theme: 'system',
  language: 'system',
  density: 'compact',
  motion: 'system',
  inspectorOpen: true,
  inspectorTab: 'payload',
  privacy: false,
  readOnly: false,
  notifications: true,
  shortcuts: {},
  tourOffered: false,
  lastNamespace: null,
  lastScreen: 'recall',
}

/** Raised when the meaning of a stored value changes; older values are then dropped, not guessed at. */
const VERSION = 1
export const PREFERENCES_KEY = 'soma.preferences'

/** The part of `Storage` that is used; a test hands in a Map. */
export interface Store {
  getItem(key: string): string | null
  setItem(key: string, value: string): void
}

/** No command has a longer id, no keyboard a longer shortcut. */
const LONGEST = 80

const isBindings = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  Object.entries(value).every(
    ([id, keys]) =>
      id.length <= LONGEST &&
      (keys === null || (typeof keys === 'string' && keys !== '' && keys.length <= LONGEST)),
  )

const allowed: { readonly [K in keyof Preferences]: (value: unknown) => boolean } = {
  theme: (value) => value === 'light' || value === 'dark' || value === 'system',
  language: (value) => value === 'system' || LOCALES.some(({ id }) => id === value),
  density: (value) => value === 'compact' || value === 'comfortable',
  motion: (value) => value === 'system' || value === 'reduced',
  inspectorOpen: (value) => typeof value === 'boolean',
  inspectorTab: (value) =>
    ['payload', 'history', 'links', 'similar', 'gate', 'decay'].includes(String(value)),
  privacy: (value) => typeof value === 'boolean',
  notifications: (value) => typeof value === 'boolean',
  readOnly: (value) => typeof value === 'boolean',
  shortcuts: isBindings,
  tourOffered: (value) => typeof value === 'boolean',
  lastNamespace: (value) => value === null || typeof value === 'string',
  lastScreen: (value) => SCREENS.includes(value as ScreenId),
}

/** Stored values that are still understood; the rest are the defaults. Never throws. */
export const loadPreferences = (store: Store): Preferences => {
  try {
    const saved: unknown = JSON.parse(store.getItem(PREFERENCES_KEY) ?? 'null')
    if (typeof saved !== 'object' || saved === null || !('version' in saved)) return DEFAULTS
    if (saved.version !== VERSION || !('values' in saved)) return DEFAULTS
    const known = Object.entries(saved.values as object).filter(([key, value]) =>
      allowed[key as keyof Preferences]?.(value),
    )
    return { ...DEFAULTS, ...Object.fromEntries(known) }
  } catch {
    return DEFAULTS
  }
}

export const savePreferences = (store: Store, values: Preferences): void => {
  try {
    store.setItem(PREFERENCES_KEY, JSON.stringify({ version: VERSION, values }))
  } catch {
    // A full or forbidden store costs the memory of panel sizes, nothing else.
  }
}
