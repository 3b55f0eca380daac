import { useEffect, useRef, useState } from 'react'
import type { PairList } from '#contract/graph'
import { useClient } from '../../api/client-context.tsx'
import { isCancelled } from '../../api/describe-error.ts'
import { type PairsFound, pairsViewOf, usePairsStore } from './pairs-store.ts'

interface PairsSearch {
  readonly isRunning: boolean
  readonly error: unknown
  readonly start: () => void
  readonly cancel: () => void
}

/** Looks for pairs of a list; what is found so far shows at once, also when it is cancelled. */
export const usePairs = (namespace: string, list: PairList): PairsSearch => {
  const { graph } = useClient()
  const [isRunning, setRunning] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const running = useRef<AbortController | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another list is another search
  useEffect(() => () => running.current?.abort(), [namespace, list])

  const run = async (signal: AbortSignal): Promise<void> => {
    const { threshold } = pairsViewOf(namespace, list)
    const items: AsyncIterable<PairsFound> =
      list === 'near'
        ? graph.nearUnlinked({ namespace, minSimilarity: threshold }, { signal })
        : graph.linkedFar({ namespace, maxSimilarity: threshold }, { signal })
    usePairsStore.getState().change(namespace, list, { found: null, settled: new Map() })
    for await (const found of items) {
      if (signal.aborted) return
      usePairsStore.getState().change(namespace, list, { found })
    }
  }
  const start = (): void => {
    running.current?.abort()
    const mine = new AbortController()
    running.current = mine
    setRunning(true)
    setError(null)
    run(mine.signal)
      .catch((reason: unknown) => {
        if (!mine.signal.aborted && !isCancelled(reason)) setError(reason)
      })
      .finally(() => {
        if (running.current === mine) setRunning(false)
      })
  }
  return {
    isRunning,
    error,
    start,
    cancel: () => {
      running.current?.abort()
      running.current = null
      setRunning(false)
    },
  }
}
