import { QueryClient } from '@tanstack/react-query'

/**
 * Answers stay fresh until an event says otherwise, so nothing is asked again by age or focus. `networkMode: always`
 * because the engine is on this machine: a laptop without internet must not pause. No retries: `followEvents` asks
 * everything again once the connection is back, and any other error stays the same when repeated.
 */
export const createQueryClient = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: Number.POSITIVE_INFINITY,
        gcTime: 5 * 60_000,
        retry: false,
        networkMode: 'always',
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
      },
      mutations: { retry: false, networkMode: 'always' },
    },
  })
