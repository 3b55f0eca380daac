import { wordsOf } from '../words/words.ts'
import type { NodeFacts } from './graph-model.ts'

const t = wordsOf('graph')

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
    get label() {
      return t('links')
    },
    get says() {
      return t('linksInAndOutIn')
    },
    of: ({ degreeIn, degreeOut }) => degreeIn + degreeOut,
  },
  {
    name: 'degreeIn',
    get label() {
      return t('linksIn')
    },
    get says() {
      return t('linksThatPointHere')
    },
    of: (facts) => facts.degreeIn,
  },
  {
    name: 'degreeOut',
    get label() {
      return t('linksOut')
    },
    get says() {
      return t('linksFromHere')
    },
    of: (facts) => facts.degreeOut,
  },
  {
    name: 'importance',
    get label() {
      return t('importance')
    },
    get says() {
      return t('asItWasStoredOr')
    },
    of: (facts) => facts.importance,
  },
  {
    name: 'pageRank',
    get label() {
      return t('pageRank')
    },
    get says() {
      return t('howOftenAWalkAlong')
    },
    of: (facts) => facts.pageRank,
  },
  {
    name: 'betweenness',
    get label() {
      return t('betweenness')
    },
    get says() {
      return t('shareOfTheShortestPaths')
    },
    of: (facts) => facts.betweenness,
  },
  {
    name: 'core',
    get label() {
      return t('core')
    },
    get says() {
      return t('greatestKOfAPart')
    },
    of: (facts) => facts.core,
  },
  {
    name: 'timestamp',
    get label() {
      return t('whenItHappened')
    },
    get says() {
      return t('theTimestampOfTheMemory')
    },
    isTime: true,
    of: (facts) => facts.timestamp,
  },
  {
    name: 'createdAt',
    get label() {
      return t('whenItWasStored')
    },
    get says() {
      return t('theMomentItCameInto')
    },
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
  {
    name: 'kind',
    get label() {
      return t('type')
    },
    get says() {
      return t('episodicSemantic')
    },
    of: ({ kind }) => kind,
  },
  {
    name: 'community',
    get label() {
      return t('community')
    },
    get says() {
      return t('partsThatAreLinkedAmong')
    },
    of: ({ community }) => place(community),
  },
  {
    name: 'component',
    get label() {
      return t('component')
    },
    get says() {
      return t('partsBetweenWhichNoLink')
    },
    of: ({ component }) => place(component),
  },
  {
    name: 'pinned',
    get label() {
      return t('pinned')
    },
    get says() {
      return t('keptFromDecay')
    },
    of: ({ pinned }) => (pinned ? 'pinned' : t('notPinned')),
  },
]

export const quantity = (name: QuantityName): Quantity =>
  QUANTITIES.find((one) => one.name === name) ?? (QUANTITIES[0] as Quantity)

export const category = (name: CategoryName): Category =>
  CATEGORIES.find((one) => one.name === name) ?? (CATEGORIES[0] as Category)

export const isQuantity = (name: string): name is QuantityName => QUANTITIES.some((one) => one.name === name)

export const LINK_COLORS: readonly { readonly name: LinkColorName; readonly label: string }[] = [
  {
    name: 'plain',
    get label() {
      return t('oneColour')
    },
  },
  {
    name: 'type',
    get label() {
      return t('type')
    },
  },
  {
    name: 'weight',
    get label() {
      return t('weight')
    },
  },
  {
    name: 'source',
    get label() {
      return t('whereItBegins')
    },
  },
]
