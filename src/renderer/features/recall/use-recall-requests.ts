import { useEffect } from 'react'
import { coordinateKey } from '../../workspace/location.ts'
import { recallRequests, takeRecallRequest } from '../../workspace/recall-request.ts'
import { NO_QUESTION } from './recall-settings.ts'
import { draftOf, useRecallStore } from './recall-store.ts'

/** Takes in what other screens ask of this one. */
export const useRecallRequests = (namespace: string): void => {
  const request = recallRequests((state) => state.request)
  useEffect(() => {
    if (!request) return
    const { change } = useRecallStore.getState()
    if (request.kind === 'why-not') {
      const { coordinate, query } = request
      const asked = query === undefined ? {} : { ...NO_QUESTION, query }
      change(namespace, { ...asked, panel: 'why-not', whyNot: coordinate, other: null })
    } else if (request.kind === 'ask') {
      const { query, k } = request
      change(namespace, { ...NO_QUESTION, query, ...(k && { k }), panel: 'path', other: null })
    } else if (request.kind === 'try') {
      if (draftOf(namespace).query.trim() === '') change(namespace, { query: request.query })
    } else if (request.kind === 'golden') {
      change(namespace, { panel: 'golden', goldenSet: request.set, other: null })
    } else {
      const { coordinate } = request
      const others = draftOf(namespace).seeds.filter(
        (seed) => coordinateKey(seed.coordinate) !== coordinateKey(coordinate),
      )
      change(namespace, { seeds: [...others, { coordinate, title: request.title }] })
    }
    takeRecallRequest()
  }, [namespace, request])
}
