import { create } from 'zustand'

/** A search that another screen asks the map to draw. */
export interface MapRequest {
  readonly query: string
}

interface RequestState {
  /** Until the Map screen has taken it, which it does as soon as it is there. */
  readonly request: MapRequest | null
}

export const mapRequests = create<RequestState>(() => ({ request: null }))

export const requestMap = (request: MapRequest): void => mapRequests.setState({ request })
export const takeMapRequest = (): void => mapRequests.setState({ request: null })
