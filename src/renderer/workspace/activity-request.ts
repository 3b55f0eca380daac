import { create } from 'zustand'

interface ActivityRequest {
  /** Up to which moment; the present if left out. */
  readonly until?: number
  /** Only what has this in it, of the namespace on screen. */
  readonly text?: string
}

interface RequestState {
  /** What of the activity is to be shown, until Activity has taken it. */
  readonly request: ActivityRequest | null
}

export const activityRequests = create<RequestState>(() => ({ request: null }))

export const requestActivity = (request: ActivityRequest): void => activityRequests.setState({ request })
export const takeActivityRequest = (): void => activityRequests.setState({ request: null })
