import { useEffect } from 'react'
import { coordinateKey } from '../../workspace/location.ts'
import { recallRequests, takeRecallRequest } from '../../workspace/recall-request.ts'
import { draftOf, useRecallStore } from './recall-store.ts'

/** Takes in what other screens ask of this one. */
export const useRecallRequests = (namespace: string): void => {
  const request = recallRequests((state) => state.request)
  useEffect(() => {
    if (!request) return
    const { change } = useRecallStore.getState()
    const { coordinate } = request
    if (request.kind === 'why-not') {
      change(namespace, { panel: 'why-not', whyNot: coordinate, other: null })
    } else {
      const others = draftOf(namespace).seeds.filter(
        (seed) => coordinateKey(seed.coordinate) !== coordinateKey(coordinate),
      )
      change(namespace, { seeds: [...others, { coordinate, title: request.title }] })
    }
    takeRecallRequest()
  }, [namespace, request])
}
