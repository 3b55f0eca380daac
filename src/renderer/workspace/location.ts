import { parseDeepLink } from '#contract/deep-link'

/** The screens that exist. A screen is added here when it is built, never before. */
export const SCREENS = [
  'recall',
  'memories',
  'graph',
  'map',
  'tuning',
  'gate',
  'decay',
  'metrics',
  'activity',
  'settings',
] as const
export type ScreenId = (typeof SCREENS)[number]

export type Coordinate = readonly number[]

/** Where the window is: what the address carries and what back and forward move through. */
export interface Location {
  /** Null until one is chosen; the shell then opens the default. */
  readonly namespace: string | null
  readonly screen: ScreenId
  /** The memory that the inspector shows. */
  readonly at: Coordinate | null
}

const START: Location = { namespace: null, screen: 'recall', at: null }

/** One text for one place: `1,2.5,-3`. */
export const coordinateKey = (coordinate: Coordinate): string => coordinate.join(',')

/** Reads `1,2.5,-3`, also with spaces or brackets around it; null where that is no coordinate. */
export const parseCoordinate = (text: string): Coordinate | null => {
  const parts = text.trim().replace(/^[([]\s*|\s*[)\]]$/g, '')
  if (parts === '') return null
  const numbers = parts.split(/\s*,\s*|\s+/).map((part) => (part === '' ? Number.NaN : Number(part)))
  const usable = numbers.length <= 16 && numbers.every(Number.isFinite)
  return usable ? numbers.map((n) => n + 0) : null
}

export const sameCoordinate = (a: Coordinate | null, b: Coordinate | null): boolean =>
  a === b || (a !== null && b !== null && a.length === b.length && a.every((n, i) => n === b[i]))

const isScreen = (name: string | undefined): name is ScreenId => SCREENS.includes(name as ScreenId)

const decode = (text: string): string | null => {
  try {
    return decodeURIComponent(text)
  } catch {
    return null
  }
}

/** The link that an address carries in place of a location: `#soma://memory/notes/1,2`; null where it carries none. */
export const linkIn = (hash: string): string | null => {
  const text = decode(hash.replace(/^#/, ''))
  return text !== null && /^soma:/i.test(text) ? text : null
}

const linkedLocation = (link: string): Location => {
  const memory = parseDeepLink(link)
  return memory ? { namespace: memory.namespace, screen: 'memories', at: memory.coordinate } : START
}

/** `#/security-review/memories?at=1,2,3`, or a link to a memory. What cannot be read falls back to the start. */
export const parseLocation = (hash: string): Location => {
  const link = linkIn(hash)
  if (link !== null) return linkedLocation(link)
  const [path = '', query = ''] = hash.replace(/^#/, '').split('?')
  const [, namespace = '', screen] = path.split('/')
  const at = new URLSearchParams(query).get('at')
  return {
    namespace: decode(namespace) || null,
    screen: isScreen(screen) ? screen : START.screen,
    at: at === null ? null : parseCoordinate(at),
  }
}

/** A query reads a bare `+` as a space, and `1e+21` has one. */
const query = (at: Coordinate): string => coordinateKey(at).replaceAll('+', '%2B')

export const formatLocation = ({ namespace, screen, at }: Location): string =>
  `#/${encodeURIComponent(namespace ?? '')}/${screen}${at ? `?at=${query(at)}` : ''}`

export const sameLocation = (a: Location, b: Location): boolean => formatLocation(a) === formatLocation(b)
