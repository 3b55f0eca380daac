import type { NodeFacts } from './graph-model.ts'

/** What a node can be sized, coloured and labelled by. */
export type QuantityName =
  | 'degree'
  | 'degreeIn'
  | 'degreeOut'
  | 'importance'
  | 'pageRank'
  | 'betweenness'
  | 'core'
  | 'timestamp'
  | 'createdAt'
export type CategoryName = 'kind' | 'community' | 'component' | 'pinned'
export type LinkColorName = 'plain' | 'type' | 'weight' | 'source'

interface Quantity {
  readonly name: QuantityName
  readonly label: string
  /** One line for who does not know it. */
  readonly says: string
  readonly isTime?: boolean
  readonly of: (facts: NodeFacts) => number | null
}

export const QUANTITIES: readonly Quantity[] = [
  {
    name: 'degree',
    label: 'Links',
    says: 'Links in and out, in the whole namespace',
    of: ({ degreeIn, degreeOut }) => degreeIn + degreeOut,
  },
  { name: 'degreeIn', label: 'Links in', says: 'Links that point here', of: (facts) => facts.degreeIn },
  { name: 'degreeOut', label: 'Links out', says: 'Links from here', of: (facts) => facts.degreeOut },
  {
    name: 'importance',
    label: 'Importance',
    says: 'As it was stored or set',
    of: (facts) => facts.importance,
  },
  {
    name: 'pageRank',
    label: 'PageRank',
    says: 'How often a walk along links comes by',
    of: (facts) => facts.pageRank,
  },
  {
    name: 'betweenness',
    label: 'Betweenness',
    says: 'Share of the shortest paths that pass here',
    of: (facts) => facts.betweenness,
  },
  {
    name: 'core',
    label: 'Core',
    says: 'Greatest k of a part where each has k neighbours',
    of: (facts) => facts.core,
  },
  {
    name: 'timestamp',
    label: 'When it happened',
    says: 'The timestamp of the memory',
    isTime: true,
    of: (facts) => facts.timestamp,
  },
  {
    name: 'createdAt',
    label: 'When it was stored',
    says: 'The moment it came into the store',
    isTime: true,
    of: (facts) => facts.createdAt,
  },
]

interface Category {
  readonly name: CategoryName
  readonly label: string
  readonly says: string
  readonly of: (facts: NodeFacts) => string | null
}

const place = (value: number | null): string | null => (value === null ? null : String(value))

export const CATEGORIES: readonly Category[] = [
  { name: 'kind', label: 'Type', says: 'Episodic, semantic', of: ({ kind }) => kind },
  {
    name: 'community',
    label: 'Community',
    says: 'Parts that are linked among themselves more than with others',
    of: ({ community }) => place(community),
  },
  {
    name: 'component',
    label: 'Component',
    says: 'Parts between which no link leads',
    of: ({ component }) => place(component),
  },
  {
    name: 'pinned',
    label: 'Pinned',
    says: 'Kept from decay',
    of: ({ pinned }) => (pinned ? 'pinned' : 'not pinned'),
  },
]

export const quantity = (name: QuantityName): Quantity =>
  QUANTITIES.find((one) => one.name === name) ?? (QUANTITIES[0] as Quantity)

export const category = (name: CategoryName): Category =>
  CATEGORIES.find((one) => one.name === name) ?? (CATEGORIES[0] as Category)

export const isQuantity = (name: string): name is QuantityName => QUANTITIES.some((one) => one.name === name)

export const LINK_COLORS: readonly { readonly name: LinkColorName; readonly label: string }[] = [
  { name: 'plain', label: 'One colour' },
  { name: 'type', label: 'Type' },
  { name: 'weight', label: 'Weight' },
  { name: 'source', label: 'Where it begins' },
]
