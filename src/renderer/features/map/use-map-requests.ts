import { useEffect } from 'react'
import { mapRequests, takeMapRequest } from '../../workspace/map-request.ts'
import { useMapStore } from './map-store.ts'

/** Takes in what other screens ask of this one. */
export const useMapRequests = (namespace: string): void => {
  const request = mapRequests((state) => state.request)
  useEffect(() => {
    if (!request) return
    const search = { query: request.query, step: 0, isPlaying: true }
    useMapStore.getState().change(namespace, { search, list: false, camera: null })
    takeMapRequest()
  }, [namespace, request])
}
