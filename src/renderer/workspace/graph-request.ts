import { create } from 'zustand'
import type { Coordinate } from './location.ts'

/** Memories that another screen asks the graph to show, with what is around them. */
export interface GraphRequest {
  readonly coordinates: readonly Coordinate[]
  /** What they are: `10 hits of "cookies"`. */
  readonly title: string
}

interface RequestState {
  /** Until the Graph screen has taken it, which it does as soon as it is there. */
  readonly request: GraphRequest | null
}

export const graphRequests = create<RequestState>(() => ({ request: null }))

export const requestGraph = (request: GraphRequest): void => graphRequests.setState({ request })
export const takeGraphRequest = (): void => graphRequests.setState({ request: null })
