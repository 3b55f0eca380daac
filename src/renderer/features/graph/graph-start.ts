import type { GraphStart } from '#contract/graph'
import { wordsOf } from '../../words/words.ts'
import type { Coordinate } from '../../workspace/location.ts'

const t = wordsOf('graph')

/** Where the graph begins, and how that is called. */
export type GraphStartChoice =
  | { readonly kind: 'overview' }
  | { readonly kind: 'whole' }
  | {
      readonly kind: 'around'
      readonly coordinates: readonly Coordinate[]
      readonly depth: number
      readonly title: string
    }
  | { readonly kind: 'among'; readonly coordinates: readonly Coordinate[]; readonly title: string }

/** From here on a namespace opens as communities: so many nodes at once say nothing. */
const OVERVIEW_FROM = 3000
/** Nodes at the first look; more are drawn where they are asked for. */
export const FIRST_LIMIT = 2000
export const MOST_NODES = 200_000
/** Memories that the engine takes around which to look. */
const MOST_STARTS = 1000
export const MOST_AMONG = 20_000

export const isSame = (a: GraphStartChoice, b: GraphStartChoice): boolean =>
  JSON.stringify(a) === JSON.stringify(b)

export const startOf = (memories: number): GraphStartChoice =>
  memories >= OVERVIEW_FROM ? { kind: 'overview' } : { kind: 'whole' }

/** Memories with what is around them; many of them only among themselves. */
export const startWith = (coordinates: readonly Coordinate[], title: string, depth = 1): GraphStartChoice =>
  coordinates.length <= MOST_STARTS
    ? { kind: 'around', coordinates, depth, title }
    : { kind: 'among', coordinates: coordinates.slice(0, MOST_AMONG), title }

export const startTitle = (start: GraphStartChoice): string => {
  switch (start.kind) {
    case 'overview':
      return t('communities')
    case 'whole':
      return t('allMemories')
    default:
      return start.title
  }
}

/** As the contract asks it. */
export const startInput = (start: GraphStartChoice): GraphStart => {
  switch (start.kind) {
    case 'around':
      return {
        kind: 'around',
        coordinates: start.coordinates.map((one) => [...one]),
        depth: start.depth,
        direction: 'both',
      }
    case 'among':
      return { kind: 'among', coordinates: start.coordinates.map((one) => [...one]) }
    default:
      return { kind: start.kind }
  }
}
