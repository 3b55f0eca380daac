// @ts-expect-error: the renderer knows no Node types; only this test reads a file, and only under Vitest
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const css: string = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8')

const tableOf = (theme: 'light' | 'dark'): ReadonlyMap<string, string> => {
  const blocks = [...css.matchAll(/^(:root[^{]*)\{([^}]*)\}/gm)]
  const mine = blocks.filter(([, selector]) => selector!.trim() === `:root[data-theme="${theme}"]`)
  return new Map(
    mine.flatMap(([, , body]) =>
      [...body!.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6});/g)].map((m) => [m[1]!, m[2]!] as const),
    ),
  )
}

type Triple = readonly [number, number, number]

const linear = (hex: string): Triple => {
  const channel = (from: number): number => {
    const value = Number.parseInt(hex.slice(from, from + 2), 16) / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  }
  return [channel(1), channel(3), channel(5)]
}

const luminance = (hex: string): number => {
  const [r, g, b] = linear(hex)
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
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

const SIGNALS = ['vector', 'keyword', 'graph', 'context', 'importance', 'recency']

const CHART = ['chart-1', 'chart-2', 'chart-3', 'chart-4', 'chart-5']

const DATA = [...Array.from({ length: 8 }, (_, i) => `data-${i + 1}`), 'data-other']

const SHAPES: readonly (readonly [string, readonly string[]])[] = [
  ['focus', SURFACES],
  ['accent', ['surface-1']],
  ...SIGNALS.map((signal) => [`signal-${signal}`, ['surface-1', 'surface-2', 'hover', 'selected']] as const),
  ...[...CHART, ...DATA].map((name) => [name, ['surface-1', 'surface-2']] as const),
]

/** Boxes that are ticked in rows, and the grounds of those. */
const BOXES = ['./checkbox.module.css', '../features/memories/memory-row.module.css']
const ROWS = ['surface-1', 'surface-2', 'hover', 'selected', 'selected-quiet']
const styleOf = (file: string): string => readFileSync(new URL(file, import.meta.url), 'utf8')

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

  it.each(BOXES)('%s: a box is seen on every ground of a row, ticked or not', (file) => {
    const borders = [
      ...styleOf(file).matchAll(
        /\.box(?:\[data-checked\]|:not\([^)]*\))? \{[^}]*border(?:-color)?: (?:1px solid )?var\(--([\w-]+)\)/g,
      ),
    ]
    expect(borders).toHaveLength(2)
    for (const [, color] of borders) expect(worst(table, color!, ROWS)[1], color).toBeGreaterThanOrEqual(3)
  })
  it.each(TEXT)('%s can be read', (name, grounds) => {
    const [ground, ratio] = worst(table, name, grounds)
    expect(ratio, `${name} on ${ground}`).toBeGreaterThanOrEqual(4.5)
  })

  it.each(SHAPES)('%s can be made out', (name, grounds) => {
    const [ground, ratio] = worst(table, name, grounds)
    expect(ratio, `${name} on ${ground}`).toBeGreaterThanOrEqual(3)
  })
})

const dot = (row: Triple, [a, b, c]: Triple): number => row[0] * a + row[1] * b + row[2] * c

/** What linear RGB becomes for the colour-blind: Machado, Oliveira and Fernandes 2009, at full strength. */
const SIGHT: Readonly<Record<string, readonly [Triple, Triple, Triple]>> = {
  trichromacy: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
}

/** OKLab (Ottosson 2020): distances in it are about as large as they look. */
const oklab = (rgb: Triple): Triple => {
  const cones = [
    dot([0.4122214708, 0.5363325363, 0.0514459929], rgb),
    dot([0.2119034982, 0.6806995451, 0.1073969566], rgb),
    dot([0.0883024619, 0.2817188376, 0.6299787005], rgb),
  ].map(Math.cbrt) as unknown as Triple
  return [
    dot([0.2104542553, 0.793617785, -0.0040720468], cones),
    dot([1.9779984951, -2.428592205, 0.4505937099], cones),
    dot([0.0259040371, 0.7827717662, -0.808675766], cones),
  ]
}

const difference = (a: string, b: string, sight: readonly [Triple, Triple, Triple]): number => {
  const seen = (hex: string): Triple => {
    const shown = sight.map((row) => Math.min(1, Math.max(0, dot(row, linear(hex)))))
    return oklab(shown as unknown as Triple)
  }
  const [p, q] = [seen(a), seen(b)]
  return Math.hypot(p[0] - q[0], p[1] - q[1], p[2] - q[2])
}

it.each([
  ['light', 'signals of a score', SIGNALS.map((signal) => `signal-${signal}`)],
  ['dark', 'signals of a score', SIGNALS.map((signal) => `signal-${signal}`)],
  ['light', 'lines of a chart', CHART],
  ['dark', 'lines of a chart', CHART],
  ['light', 'categories of graph and map', DATA],
  ['dark', 'categories of graph and map', DATA],
] as const)('tells apart, %s, the %s, however one sees', (theme, _, names) => {
  const table = tableOf(theme)
  const close = names.flatMap((a, index) =>
    names.slice(index + 1).flatMap((b) =>
      Object.entries(SIGHT)
        .filter(([, sight]) => difference(table.get(a)!, table.get(b)!, sight) < 0.08)
        .map(([sight]) => `${a} and ${b}: ${sight}`),
    ),
  )
  expect(close).toEqual([])
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
