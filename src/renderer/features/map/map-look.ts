import type { GraphPalette } from '../../graph-view/palette.ts'
import { rampColor } from '../../graph-view/ramp.ts'
import type { PointLook } from '../../point-view/point-layer.ts'
import type { PlainKey } from '../../words/messages.ts'
import { wordsOf } from '../../words/words.ts'
import type { MapData } from './map-data.ts'

const t = wordsOf('map')

export type MapColor = 'region' | 'type' | 'importance' | 'age' | 'outlier' | 'list'

const COLOR_NAMES: Readonly<Record<MapColor, PlainKey<'map'>>> = {
  region: 'region',
  type: 'type',
  importance: 'importance',
  age: 'time',
  outlier: 'outlierScore',
  list: 'indexList',
}

export const COLORS = Object.keys(COLOR_NAMES) as MapColor[]

export const colorName = (color: MapColor): string => t(COLOR_NAMES[color])

export interface LegendEntry {
  readonly key: string
  readonly color: string
  readonly count: number
}

export type MapLegendData =
  | { readonly kind: 'entries'; readonly entries: readonly LegendEntry[] }
  | {
      readonly kind: 'ramp'
      readonly from: number
      readonly to: number
      readonly stops: readonly string[]
      /** Points of which nothing is known. */
      readonly unknown: number
    }
  | {
      /** Colours that only tell neighbours apart. */
      readonly kind: 'lists'
      /** 0 where there are none; null while nothing is known. */
      readonly count: number | null
      readonly colors: readonly string[]
      readonly unknown: number
    }

export interface MapLookAsked {
  readonly data: MapData
  readonly color: MapColor
  readonly hidden: ReadonlySet<string>
  /** Points that stand out, and the others lie back; null where all are alike. */
  readonly lit: ReadonlySet<number> | null
  readonly palette: GraphPalette
  /** The list that each point stands in, and a colour of each list; null while that is not known, or there are none. */
  readonly lists: { readonly listOf: Uint32Array; readonly colorOf: Uint8Array } | null
  /** Lists that there are; null while that is not known. */
  readonly listCount: number | null
}

/** How much of a point is seen, and of one that lies back. Many are thinner, so that crowds show. */
const SEEN = { few: 230, many: 190, from: 20_000 } as const
const BACK = 38
const STEPS = 64
/** Colours by which neighbouring lists are told apart. */
export const LIST_COLORS = 8
/** Of the usual diameter. */
const USUAL = 16
const RAISED = 22

const TYPES = ['episodic', 'semantic'] as const

/** Colours, shapes and sizes of all points, and what the colours mean. */
export const mapLook = (
  asked: MapLookAsked,
): { readonly look: PointLook; readonly legend: MapLegendData } => {
  const { data, hidden, lit } = asked
  const { groupOf, colors, legend } = scaleOf(asked)
  const rgb = colors.map((hex) => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)))
  const out = new Uint8Array(data.count * 4)
  const sizes = new Uint8Array(data.count).fill(USUAL)
  const isHidden = colors.map(
    (_, group) => legend.kind === 'entries' && hidden.has(legend.entries[group]?.key ?? ''),
  )
  const seen = data.count < SEEN.from ? SEEN.few : SEEN.many
  for (let i = 0; i < data.count; i++) {
    const group = groupOf(i)
    const [r, g, b] = rgb[group] as number[]
    out[i * 4] = r as number
    out[i * 4 + 1] = g as number
    out[i * 4 + 2] = b as number
    const isLit = lit === null || lit.has(i)
    out[i * 4 + 3] = isHidden[group] ? 0 : isLit ? seen : BACK
    if (lit !== null && isLit) sizes[i] = RAISED
  }
  return { look: { colors: out, shapes: data.points.type, sizes }, legend }
}

interface Scale {
  groupOf(i: number): number
  readonly colors: readonly string[]
  readonly legend: MapLegendData
}

const scaleOf = ({ data, color, palette, lists, listCount }: MapLookAsked): Scale => {
  const { points } = data
  switch (color) {
    case 'region':
      return categories(data, (i) => (points.topic[i] as number) >> 3, {
        keys: Array.from({ length: 8 }, (_, region) => String(region)),
        palette,
      })
    case 'type':
      return categories(data, (i) => points.type[i] as number, { keys: TYPES, palette })
    case 'importance':
      return ramp(data, (i) => points.importance[i] as number, palette)
    case 'age':
      return ramp(data, (i) => timeOf(data, i), palette)
    case 'outlier':
      return ramp(data, (i) => points.outlier[i] as number, palette)
    case 'list':
      return listScale(data, { lists, count: listCount, palette })
  }
}

export const timeOf = ({ points }: MapData, i: number): number => {
  const at = points.timestamp[i] as number
  return Number.isNaN(at) ? (points.createdAt[i] as number) : at
}

/** As many colours as regions have; which one a list has says nothing but that it is another than beside it. */
const listScale = (
  data: MapData,
  {
    lists,
    count,
    palette,
  }: {
    readonly lists: MapLookAsked['lists']
    readonly count: number | null
    readonly palette: GraphPalette
  },
): Scale => {
  const colors = palette.categories.slice(0, LIST_COLORS)
  const groupOf = (i: number): number => lists?.colorOf[lists.listOf[i] as number] ?? colors.length
  let unknown = 0
  for (let i = 0; i < data.count; i++) if (groupOf(i) === colors.length) unknown += 1
  return { groupOf, colors: [...colors, palette.other], legend: { kind: 'lists', count, colors, unknown } }
}

const categories = (
  data: MapData,
  groupOf: (i: number) => number,
  { keys, palette }: { readonly keys: readonly string[]; readonly palette: GraphPalette },
): Scale => {
  const counts = keys.map(() => 0)
  for (let i = 0; i < data.count; i++) counts[groupOf(i)] = (counts[groupOf(i)] ?? 0) + 1
  const colors = keys.map((_, group) => palette.categories[group] ?? palette.other)
  const entries = keys.map((key, group) => ({
    key,
    color: colors[group] as string,
    count: counts[group] as number,
  }))
  return { groupOf, colors, legend: { kind: 'entries', entries: entries.filter(({ count }) => count > 0) } }
}

/** From the second to the ninety-eighth of a hundred, so that one that is far off does not make all others alike. */
const ramp = (data: MapData, measured: (i: number) => number, palette: GraphPalette): Scale => {
  const values = Float64Array.from({ length: data.count }, (_, i) => measured(i))
  const known = values.filter((value) => !Number.isNaN(value)).sort()
  const at = (share: number): number =>
    known[Math.min(known.length - 1, Math.floor(known.length * share))] ?? 0
  const [from, to] = [at(0.02), at(0.98)]
  const stops = Array.from({ length: STEPS }, (_, i) => rampColor(i / (STEPS - 1), palette.isDark))
  const step = (value: number): number =>
    Math.round(Math.min(1, Math.max(0, (value - from) / Math.max(to - from, 1e-12))) * (STEPS - 1))
  return {
    groupOf: (i) => (Number.isNaN(values[i]) ? STEPS : step(values[i] as number)),
    colors: [...stops, palette.other],
    legend: { kind: 'ramp', from, to, stops, unknown: data.count - known.length },
  }
}
