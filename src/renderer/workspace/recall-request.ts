import { create } from 'zustand'
import type { Coordinate } from './location.ts'

/** What any screen may ask of Recall. */
export type RecallRequest =
  /** With a query that is to be asked first, or the one that stands there. */
  | { readonly kind: 'why-not'; readonly coordinate: Coordinate; readonly query?: string }
  /** To ask a query again, with the way to its answer. */
  | { readonly kind: 'ask'; readonly query: string; readonly k: number | null }
  /** A query to begin with, where nothing is asked yet. */
  | { readonly kind: 'try'; readonly query: string }
  | { readonly kind: 'golden'; readonly set: string }
  | { readonly kind: 'seed'; readonly coordinate: Coordinate; readonly title: string }

interface RequestState {
  /** Until the Recall screen has taken it, which it does as soon as it is there. */
  readonly request: RecallRequest | null
}

export const recallRequests = create<RequestState>(() => ({ request: null }))

export const requestRecall = (request: RecallRequest): void => recallRequests.setState({ request })
export const takeRecallRequest = (): void => recallRequests.setState({ request: null })
