import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useClient } from './client-context.tsx'
import { useConnectionStore } from './connection.ts'
import { followEvents } from './follow-events.ts'

/** The only listener to the engine's events; renders nothing. `ApiProvider` holds one. */
export const EventBridge = () => {
  const client = useClient()
  const queryClient = useQueryClient()
  useEffect(() => {
    const stop = new AbortController()
    const onConnection = useConnectionStore.getState().set
    void followEvents({ client, queryClient, signal: stop.signal, onConnection })
    return () => stop.abort()
  }, [client, queryClient])
  return null
}
