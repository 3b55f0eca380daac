import { useEffect, useRef, useState } from 'react'
import { useClient } from '../../api/client-context.tsx'
import { describeError, isCancelled } from '../../api/describe-error.ts'
import { wordsOf } from '../../words/words.ts'
import { toast } from '../../workspace/use-workspace.ts'
import { useGateStore } from './gate-store.ts'

const t = wordsOf('gate')

interface Calibration {
  /** Null while nothing runs. */
  readonly progress: { readonly done: number; readonly total: number } | null
  readonly start: () => void
  readonly cancel: () => void
}

/** Measures how near memories are to one another; what comes of it is kept in the store. */
export const useCalibration = (namespace: string): Calibration => {
  const client = useClient()
  const [progress, setProgress] = useState<Calibration['progress']>(null)
  const running = useRef<AbortController | null>(null)
  useEffect(() => () => running.current?.abort(), [])

  const run = async (signal: AbortSignal): Promise<void> => {
    for await (const item of client.gate.calibrate({ namespace }, { signal })) {
      if (signal.aborted) return
      if (item.type === 'progress') setProgress({ done: item.done, total: item.total })
      else useGateStore.getState().keepReport(namespace, item.report)
    }
  }
  return {
    progress,
    start: () => {
      if (running.current) return
      const mine = new AbortController()
      running.current = mine
      setProgress({ done: 0, total: 0 })
      run(mine.signal)
        .catch((error: unknown) => {
          if (mine.signal.aborted || isCancelled(error)) return
          toast({ title: t('notMeasured'), detail: describeError(error).sentence, tone: 'error' })
        })
        .finally(() => {
          running.current = null
          if (!mine.signal.aborted) setProgress(null)
        })
    },
    cancel: () => {
      running.current?.abort()
      setProgress(null)
    },
  }
}
