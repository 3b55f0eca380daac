import { useEffect, useRef, useState } from 'react'
import { useClient } from '../../api/client-context.tsx'
import { describeError, isCancelled } from '../../api/describe-error.ts'
import { wordsOf } from '../../words/words.ts'
import { toast } from '../../workspace/use-workspace.ts'
import { duplicateViewOf, useDuplicatesStore } from './duplicates-store.ts'

const t = wordsOf('memories')

interface DuplicateSearch {
  /** Null while nothing runs. */
  readonly progress: { readonly done: number; readonly total: number; readonly found: number } | null
  readonly start: () => void
  readonly cancel: () => void
}

/** Looks for duplicates; what is found is kept in the store until it is looked for again. */
export const useDuplicates = (namespace: string): DuplicateSearch => {
  const client = useClient()
  const [progress, setProgress] = useState<DuplicateSearch['progress']>(null)
  const running = useRef<AbortController | null>(null)
  useEffect(() => () => running.current?.abort(), [])

  const run = async (signal: AbortSignal): Promise<void> => {
    const { similarity } = duplicateViewOf(namespace)
    for await (const item of client.duplicates.find({ namespace, similarity }, { signal })) {
      if (signal.aborted) return
      if (item.type === 'progress') setProgress(item)
      else {
        const found = { report: item.report, done: new Set<string>(), cursor: null }
        useDuplicatesStore.getState().change(namespace, found)
      }
    }
  }
  return {
    progress,
    start: () => {
      if (running.current) return
      const mine = new AbortController()
      running.current = mine
      setProgress({ done: 0, total: 0, found: 0 })
      run(mine.signal)
        .catch((error: unknown) => {
          if (mine.signal.aborted || isCancelled(error)) return
          toast({ title: t('notLookedThrough'), detail: describeError(error).sentence, tone: 'error' })
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
