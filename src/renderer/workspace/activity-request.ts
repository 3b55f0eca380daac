import { create } from 'zustand'
import type { Coordinate } from './location.ts'

/** A memory, and what it is called where there is no room for its coordinate. */
export interface ActivityMemory {
  readonly namespace: string
  readonly coordinate: Coordinate
  readonly title: string
}

interface ActivityRequest {
  /** Up to which moment; the present if left out. */
  readonly until?: number
  /** Only what this memory was in. */
  readonly memory?: ActivityMemory
}

interface RequestState {
  /** What of the activity is to be shown, until Activity has taken it. */
  readonly request: ActivityRequest | null
}

export const activityRequests = create<RequestState>(() => ({ request: null }))

export const requestActivity = (request: ActivityRequest): void => activityRequests.setState({ request })
export const takeActivityRequest = (): void => activityRequests.setState({ request: null })
