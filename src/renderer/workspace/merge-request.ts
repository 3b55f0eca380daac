import { create } from 'zustand'
import type { Coordinate } from './location.ts'

interface MergeRequestState {
  /** Memories to be merged, until the workbench has taken them. */
  readonly coordinates: readonly Coordinate[] | null
}

export const mergeRequests = create<MergeRequestState>(() => ({ coordinates: null }))

/** Opens the workbench with these memories; with a single one it asks for others. */
export const requestMerge = (coordinates: readonly Coordinate[]): void =>
  mergeRequests.setState({ coordinates })
export const takeMergeRequest = (): void => mergeRequests.setState({ coordinates: null })
