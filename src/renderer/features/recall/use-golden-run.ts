import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import type { RunSettings } from '#contract/golden'
import { useClient, useSomaQueries } from '../../api/client-context.tsx'
import { describeError, isCancelled } from '../../api/describe-error.ts'
import { wordsOf } from '../../words/words.ts'
import { toast } from '../../workspace/use-workspace.ts'

const t = wordsOf('recall')

interface Progress {
  readonly done: number
  readonly total: number
}

export interface GoldenRun {
  /** Null while nothing runs. */
  readonly progress: Progress | null
  readonly start: (input: {
    readonly set: string
    readonly k: number
    readonly settings: RunSettings
  }) => void
  readonly cancel: () => void
}

/** Asks every query of a set; what comes of it is the last run that the panel shows. */
export const useGoldenRun = (namespace: string): GoldenRun => {
  const client = useClient()
  const queries = useSomaQueries()
  const queryClient = useQueryClient()
  const [progress, setProgress] = useState<Progress | null>(null)
  const running = useRef<AbortController | null>(null)
  useEffect(() => () => running.current?.abort(), [])

  const run = async (set: string, k: number, settings: RunSettings, signal: AbortSignal) => {
    for await (const item of client.golden.run({ namespace, set, k, settings }, { signal })) {
      if (signal.aborted) return
      if (item.type === 'progress') setProgress({ done: item.done, total: item.total })
      else {
        queryClient.setQueryData(queries.golden.lastRun({ namespace, set }).queryKey, item.report)
        void queryClient.invalidateQueries({ queryKey: queries.golden.runs({ namespace, set }).queryKey })
      }
    }
  }
  return {
    progress,
    start: ({ set, k, settings }) => {
      if (running.current) return
      const mine = new AbortController()
      running.current = mine
      setProgress({ done: 0, total: 0 })
      run(set, k, settings, mine.signal)
        .catch((error: unknown) => {
          if (mine.signal.aborted || isCancelled(error)) return
          toast({ title: t('theSetCouldNotBeRun'), detail: describeError(error).sentence, tone: 'error' })
        })
        .finally(() => {
          running.current = null
          setProgress(null)
        })
    },
    cancel: () => running.current?.abort(),
  }
}
