import { useEffect } from 'react'
import { graphRequests, takeGraphRequest } from '../../workspace/graph-request.ts'
import { type GraphStartChoice, startWith } from './graph-start.ts'
import { useGraphStore } from './graph-store.ts'

/**
 * Takes in what other screens ask of this one.
 * @param first where the graph begins when nobody asks for anything; null once it has begun
 */
export const useGraphRequests = (namespace: string, first: GraphStartChoice | null): void => {
  const request = graphRequests((state) => state.request)
  const kind = first?.kind
  useEffect(() => {
    if (request) {
      useGraphStore.getState().begin(namespace, startWith(request.coordinates, request.title))
      takeGraphRequest()
    } else if (kind === 'overview' || kind === 'whole') {
      useGraphStore.getState().change(namespace, { start: { kind } })
    }
  }, [namespace, request, kind])
}
