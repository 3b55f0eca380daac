import { create } from 'zustand'

interface RequestState {
  /** Up to which moment activity is to be shown, until Activity has taken it. */
  readonly request: { readonly until: number } | null
}

export const activityRequests = create<RequestState>(() => ({ request: null }))

export const requestActivity = (until: number): void => activityRequests.setState({ request: { until } })
export const takeActivityRequest = (): void => activityRequests.setState({ request: null })
