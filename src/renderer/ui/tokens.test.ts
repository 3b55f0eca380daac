// @ts-expect-error: the renderer knows no Node types; only this test reads a file, and only under Vitest
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const css: string = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8')

const tableOf = (theme: 'light' | 'dark'): ReadonlyMap<string, string> => {
  const blocks = [...css.matchAll(/^(:root[^{]*)\{([^}]*)\}/gm)]
  // The first block of a theme is its table; a later one only turns a data colour round.
  const mine = blocks
    .filter(([, selector]) => selector!.trim() === `:root[data-theme="${theme}"]`)
    .slice(0, 1)
  return new Map(
    mine.flatMap(([, , body]) =>
      [...body!.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6});/g)].map((m) => [m[1]!, m[2]!] as const),
    ),
  )
}

const luminance = (hex: string): number => {
  const channel = (from: number): number => {
    const value = Number.parseInt(hex.slice(from, from + 2), 16) / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  }
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
}

/** WCAG 2.2: 4.5 for text, 3 for what must be told apart without reading. */
const contrast = (a: string, b: string): number => {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number]
  return (light + 0.05) / (dark + 0.05)
}

const SURFACES = ['surface-0', 'surface-1', 'surface-2', 'surface-3']
const GROUNDS = [...SURFACES, 'hover', 'selected', 'selected-quiet']

const TEXT: readonly (readonly [string, readonly string[]])[] = [
  ['text-1', [...GROUNDS, 'pressed', 'mark', 'added', 'added-word', 'removed', 'removed-word']],
  ['text-2', [...GROUNDS, 'mark']],
  ['text-3', GROUNDS],
  ['accent-text', GROUNDS],
  ['on-accent', ['accent', 'accent-hover']],
  ['on-error', ['error-fill', 'error-fill-hover']],
  ...['good', 'warning', 'missed', 'decayed', 'error'].map(
    (tone) => [tone, [`${tone}-soft`, ...SURFACES]] as const,
  ),
  ...['json-key', 'json-string', 'json-number', 'json-atom'].map(
    (name) => [name, ['surface-1', 'surface-2', 'hover', 'selected']] as const,
  ),
]

const SHAPES: readonly (readonly [string, readonly string[]])[] = [
  ['focus', SURFACES],
  ['accent', ['surface-1']],
  ...['vector', 'keyword', 'importance', 'recency'].map(
    (signal) => [`signal-${signal}`, ['surface-1', 'surface-2', 'hover', 'selected']] as const,
  ),
]

/** The ground on which a colour is weakest. */
const worst = (
  table: ReadonlyMap<string, string>,
  name: string,
  grounds: readonly string[],
): readonly [ground: string, ratio: number] =>
  grounds
    .map((ground) => [ground, contrast(table.get(name)!, table.get(ground)!)] as const)
    .sort((a, b) => a[1] - b[1])[0]!

describe.each(['light', 'dark'] as const)('%s', (theme) => {
  const table = tableOf(theme)
  it.each(TEXT)('%s can be read', (name, grounds) => {
    const [ground, ratio] = worst(table, name, grounds)
    expect(ratio, `${name} on ${ground}`).toBeGreaterThanOrEqual(4.5)
  })

  it.each(SHAPES)('%s can be made out', (name, grounds) => {
    const [ground, ratio] = worst(table, name, grounds)
    expect(ratio, `${name} on ${ground}`).toBeGreaterThanOrEqual(3)
  })
})

it('has the figures that the design document shows', () => {
  const document: string = readFileSync(new URL('../../../docs/design.md', import.meta.url), 'utf8')
  const figure = (theme: 'light' | 'dark', name: string, grounds: readonly string[]): string =>
    worst(tableOf(theme), name, grounds)[1].toFixed(1)
  const rows = [...TEXT, ...SHAPES].map(
    ([name, grounds]) =>
      `| \`${name}\` | ${grounds.join(', ')} | ${figure('light', name, grounds)} | ${figure('dark', name, grounds)} |`,
  )
  expect(document).toContain(rows.join('\n'))
})

it('has the same names in both themes', () => {
  expect([...tableOf('dark').keys()].sort()).toEqual(
    [...tableOf('light').keys()].filter((k) => k !== '').sort(),
  )
})
