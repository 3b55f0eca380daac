/** What the drawing takes from the tokens: hex only, since sigma reads nothing else. */
export interface GraphPalette {
  readonly ground: string
  readonly text: string
  readonly quietText: string
  readonly link: string
  readonly accent: string
  /** By the order of their frequency, then the colour of the rest. */
  readonly categories: readonly string[]
  readonly other: string
  readonly isDark: boolean
  readonly font: string
}

const CATEGORIES = 8

/** Reads the tokens as they stand now: once a theme. */
export const readPalette = (root: HTMLElement): GraphPalette => {
  const style = getComputedStyle(root)
  const token = (name: string): string => longHex(style.getPropertyValue(`--${name}`).trim())
  const isDark = root.dataset.theme === 'dark'
  const ground = token('surface-1')
  return {
    ground,
    text: token('text-1'),
    quietText: token('text-2'),
    link: mixHex(ground, token('text-3'), isDark ? 0.62 : 0.55),
    accent: token('focus'),
    categories: Array.from({ length: CATEGORIES }, (_, i) => token(`data-${i + 1}`)),
    other: token('data-other'),
    isDark,
    font: token('font-text'),
  }
}

/** The build shortens `#ffffff`. */
export const longHex = (hex: string): string =>
  /^#[0-9a-f]{3}$/i.test(hex) ? `#${[...hex.slice(1)].map((sign) => sign + sign).join('')}` : hex

const channels = (hex: string): readonly [number, number, number] => [
  Number.parseInt(hex.slice(1, 3), 16),
  Number.parseInt(hex.slice(3, 5), 16),
  Number.parseInt(hex.slice(5, 7), 16),
]

const two = (value: number): string => Math.round(value).toString(16).padStart(2, '0')

/** From `a` to `b`, by share. Colours are mixed here, not made transparent: sigma's blending knows no half-tones. */
export const mixHex = (a: string, b: string, share: number): string => {
  const [from, to] = [channels(a), channels(b)]
  return `#${from.map((value, i) => two(value + ((to[i] ?? value) - value) * share)).join('')}`
}
