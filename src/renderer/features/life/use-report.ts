import { useCallback, useEffect, useRef, useState } from 'react'
import { isCancelled } from '../../api/describe-error.ts'

type Item<R> = { readonly type: 'progress'; readonly done: number; readonly total: number } | R

export type Report<R> =
  | { readonly is: 'idle' }
  | { readonly is: 'running'; readonly done: number; readonly total: number }
  | { readonly is: 'ready'; readonly result: R }
  | { readonly is: 'failed'; readonly error: unknown }

/** A long look at many memories: how far it is, and what came of it. Another run, or leaving, ends the one before. */
export const useReport = <R extends { readonly type: 'result' }>() => {
  const [report, setReport] = useState<Report<R>>({ is: 'idle' })
  const running = useRef<AbortController | null>(null)
  const cancel = useCallback(() => running.current?.abort(), [])
  useEffect(() => cancel, [cancel])

  const run = useCallback(async (ask: (signal: AbortSignal) => AsyncIterable<Item<R>>): Promise<void> => {
    running.current?.abort()
    const stop = new AbortController()
    running.current = stop
    const show = (next: Report<R>): void => {
      if (running.current === stop && !stop.signal.aborted) setReport(next)
    }
    show({ is: 'running', done: 0, total: 0 })
    try {
      for await (const item of ask(stop.signal)) {
        if (item.type === 'progress') show({ is: 'running', done: item.done, total: item.total })
        else show({ is: 'ready', result: item as R })
      }
    } catch (error) {
      if (!isCancelled(error)) show({ is: 'failed', error })
    }
  }, [])

  const stop = useCallback(() => {
    cancel()
    setReport({ is: 'idle' })
  }, [cancel])
  return { report, run, stop }
}
