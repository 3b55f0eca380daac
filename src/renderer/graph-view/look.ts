import { cutAtWord } from '../ui/cut-title.ts'
import {
  type CategoryName,
  category,
  isQuantity,
  type LinkColorName,
  type QuantityName,
  quantity,
} from './attributes.ts'
import type { LinkAttributes, NodeAttributes, NodeFacts, SomaGraph } from './graph-model.ts'
import { type GraphPalette, mixHex } from './palette.ts'
import { type CategoryScale, categoryScale, type Extent, extentOf, quantityColor, shareOf } from './scales.ts'

export interface Look {
  readonly size: QuantityName | 'same'
  readonly color: QuantityName | CategoryName
  readonly label: 'title' | 'coordinate' | QuantityName | 'none'
  readonly linkColor: LinkColorName
  readonly arrows: boolean
}

export const DEFAULT_LOOK: Look = {
  size: 'degree',
  color: 'community',
  label: 'title',
  linkColor: 'plain',
  arrows: true,
}

/** What the drawing means, for the legend. */
export interface LegendData {
  readonly size: { readonly name: QuantityName; readonly extent: Extent } | null
  readonly color:
    | { readonly kind: 'quantity'; readonly name: QuantityName; readonly extent: Extent | null }
    | { readonly kind: 'category'; readonly name: CategoryName; readonly scale: CategoryScale }
  readonly links: CategoryScale | null
}

/** Kinds keep their colours, whatever is shown. */
const FIXED: Partial<Record<CategoryName, readonly string[]>> = {
  kind: ['episodic', 'semantic'],
  pinned: ['pinned', 'not pinned'],
  // 0 is the largest.
  community: ['0', '1', '2', '3', '4', '5', '6', '7'],
  component: ['0', '1', '2', '3', '4', '5', '6', '7'],
}

/** Pixels of a radius at the camera's ratio of 1. Many nodes are drawn smaller. */
const sizeSpan = (count: number): readonly [number, number] => {
  if (count < 60) return [5, 14]
  if (count < 400) return [3.5, 12]
  if (count < 3000) return [2.5, 10]
  return [1.6, 8]
}

const MAX_LABEL = 48

const labelText = (facts: NodeFacts, by: Look['label']): string | null => {
  if (by === 'none') return null
  if (by === 'coordinate') return facts.coordinate.join(', ') || facts.title
  if (facts.kind === 'community') return facts.title.split(', ').slice(0, 2).join(', ')
  if (by === 'title') return cutAtWord(facts.title, MAX_LABEL)
  const value = quantity(by).of(facts)
  return value === null ? null : Number(value.toPrecision(4)).toString()
}

const factsOf = (graph: SomaGraph): readonly NodeFacts[] => graph.mapNodes((_, { facts }) => facts)

/** Writes sizes, colours and labels into the graph, and tells what they mean. */
export const applyLook = (graph: SomaGraph, look: Look, palette: GraphPalette): LegendData => {
  const facts = factsOf(graph)
  const color = colorLegend(facts, look.color, palette)
  const size = sizeLegend(facts, look.size)
  const links = look.linkColor === 'type' ? typeScale(graph, palette) : null
  const span = sizeSpan(graph.order)
  const bubbles = bubbleScale(facts)
  graph.updateEachNodeAttributes(
    (_, node) => {
      node.color = colorFor(node.facts, color, palette)
      node.size = sizeFor(node, { look, size, span, bubbles })
      // An open community has its label above its ground.
      node.label = node.open ? null : labelText(node.facts, look.label)
      node.zIndex = node.facts.kind === 'community' ? depthOf(node.facts, bubbles) : 0
      node.forceLabel =
        !node.open && node.facts.kind === 'community' && node.facts.members >= bubbles.labelFrom
      return node
    },
    { attributes: ['size', 'color', 'label', 'forceLabel', 'zIndex'] },
  )
  colorLinks(graph, { look, palette, links })
  return { size, color, links }
}

const colorLegend = (
  facts: readonly NodeFacts[],
  by: Look['color'],
  palette: GraphPalette,
): LegendData['color'] => {
  if (isQuantity(by)) {
    return { kind: 'quantity', name: by, extent: extentOf(facts.map(quantity(by).of)) }
  }
  const { of } = category(by)
  const keys = by === 'community' ? sized(facts) : facts.map(of)
  return { kind: 'category', name: by, scale: categoryScale(keys, palette, FIXED[by]) }
}

/** Among bubbles a community has as many memories as its bubble says, whether it is open or not. */
const sized = (facts: readonly NodeFacts[]): readonly { key: string | null; count: number }[] => {
  const hasBubbles = facts.some(({ kind }) => kind === 'community')
  const { of } = category('community')
  return facts.map((one) => ({
    key: of(one),
    count: hasBubbles && one.kind !== 'community' ? 0 : one.members,
  }))
}

const sizeLegend = (facts: readonly NodeFacts[], by: Look['size']): LegendData['size'] => {
  if (by === 'same') return null
  const { of } = quantity(by)
  const extent = extentOf(facts.map((one) => (one.kind === 'community' ? null : of(one))))
  return extent && { name: by, extent }
}

const colorFor = (facts: NodeFacts, legend: LegendData['color'], palette: GraphPalette): string => {
  if (legend.kind === 'category') return legend.scale.color(category(legend.name).of(facts))
  const { of, isTime = false } = quantity(legend.name)
  return quantityColor(of(facts), legend.extent, { palette, isEven: isTime })
}

interface Sizing {
  readonly look: Look
  readonly size: LegendData['size']
  readonly span: readonly [number, number]
  readonly bubbles: BubbleScale
}

/** What is left of a bubble among its memories: where links to closed communities begin. */
const OPEN = 6
interface BubbleScale {
  readonly most: number
  readonly least: number
  readonly largest: number
  /** Members from which a label is always there. */
  readonly labelFrom: number
}

/** Bubbles whose labels are always there, and large ones that have room at their full size. */
const LABELLED = 24
const ROOMY = 30
const DEPTHS = 200

/** Many communities are drawn smaller, those of a few memories as dots. */
const bubbleScale = (facts: readonly NodeFacts[]): BubbleScale => {
  const members = facts.filter(({ kind }) => kind === 'community').map((one) => one.members)
  const sorted = members.sort((a, b) => b - a)
  const most = Math.max(1, sorted[0] ?? 1)
  const large = sorted.filter((count) => count > most / 20).length
  const share = Math.min(1, Math.sqrt(ROOMY / Math.max(1, large)))
  return {
    most,
    least: sorted.length > 200 ? 2.5 : 7 * share,
    largest: 34 * share,
    labelFrom: Math.max(most / 40, sorted[LABELLED - 1] ?? 0),
  }
}

/** The largest communities, which have colours of their own, lie over the others. */
const depthOf = ({ members }: NodeFacts, { most }: BubbleScale): number =>
  Math.ceil((DEPTHS * members) / most)

/** A diamond has less area than a dot of its radius. */
const DIAMOND = 1.22

const sizeFor = ({ facts, type, open }: NodeAttributes, { look, size, span, bubbles }: Sizing): number => {
  if (open) return OPEN
  if (facts.kind === 'community') {
    return bubbles.least + (bubbles.largest - bubbles.least) * Math.sqrt(facts.members / bubbles.most)
  }
  const [least, largest] = span
  const shape = type === 'diamond' ? DIAMOND : 1
  if (look.size === 'same' || size === null) return (least + (largest - least) * 0.3) * shape
  const { of, isTime = false } = quantity(look.size)
  const value = of(facts)
  const share = value === null ? 0 : shareOf(value, size.extent, isTime)
  return (least + (largest - least) * share) * shape
}

const typeScale = (graph: SomaGraph, palette: GraphPalette): CategoryScale =>
  categoryScale(
    graph.mapEdges((_, { facts }) => (facts.kind === 'link' ? facts.type : null)),
    palette,
  )

interface LinkLook {
  readonly look: Look
  readonly palette: GraphPalette
  readonly links: CategoryScale | null
}

const colorLinks = (graph: SomaGraph, { look, palette, links }: LinkLook): void => {
  const weights = extentOf(graph.mapEdges((_, { facts }) => facts.weight))
  const isCrowd = graph.size > 20_000
  const shade = (link: LinkAttributes, from: NodeAttributes): string => {
    if (look.linkColor === 'type' && links) {
      return mixHex(palette.ground, links.color(link.facts.type), 0.75)
    }
    if (look.linkColor === 'source') return mixHex(palette.ground, from.color, 0.5)
    if (look.linkColor === 'weight' && weights) {
      return mixHex(palette.ground, palette.text, 0.12 + 0.6 * shareOf(link.facts.weight, weights))
    }
    if (link.facts.kind !== 'link') return mixHex(palette.ground, palette.link, 0.75)
    return isCrowd ? mixHex(palette.ground, palette.link, 0.6) : palette.link
  }
  graph.updateEachEdgeAttributes(
    (_key, link, _from, _to, source) => {
      link.color = shade(link, source)
      link.size = thickness(link, weights, graph.size)
      link.type = shapeOf(link, look.arrows && graph.size <= ARROWS_TO)
      return link
    },
    { attributes: ['color', 'size', 'type'] },
  )
}

/** More arrow heads than this are a haze, and cost twice the vertices. */
const ARROWS_TO = 20_000

const shapeOf = ({ curvature, facts }: LinkAttributes, arrows: boolean): LinkAttributes['type'] => {
  const pointed = arrows && facts.kind !== 'bundle'
  if (curvature !== 0) return pointed ? 'curvedArrow' : 'curve'
  return pointed ? 'arrow' : 'line'
}

const thickness = ({ facts }: LinkAttributes, weights: Extent | null, count: number): number => {
  const share = weights ? shareOf(facts.weight, weights) : 0
  if (facts.kind === 'bundle') return 0.6 + 3.4 * share
  const base = count > 20_000 ? 0.5 : count > 3000 ? 0.8 : 1.4
  return base * (weights && weights.max > weights.min ? 0.75 + share : 1)
}
