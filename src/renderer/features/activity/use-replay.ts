import { useCallback, useEffect, useRef, useState } from 'react'
import type { ReplayedQuery, ReplaySetting, ReplaySummary } from '#contract/activity'
import { useClient } from '../../api/client-context.tsx'

export interface Replayed {
  readonly state: 'idle' | 'running' | 'done'
  readonly done: number
  readonly total: number
  readonly queries: readonly ReplayedQuery[]
  readonly summary: ReplaySummary | null
  readonly error: unknown
}

const IDLE: Replayed = { state: 'idle', done: 0, total: 0, queries: [], summary: null, error: null }

/** A recording asked again; another one, or leaving, gives this one up. */
export const useReplay = ({ namespace, name }: { readonly namespace: string; readonly name: string }) => {
  const client = useClient()
  const [replayed, setReplayed] = useState(IDLE)
  const running = useRef<AbortController | null>(null)
  const stop = useCallback(() => running.current?.abort(), [])
  useEffect(() => stop, [stop])
  const run = async (setting: ReplaySetting): Promise<void> => {
    stop()
    const mine = new AbortController()
    running.current = mine
    setReplayed({ ...IDLE, state: 'running' })
    const set = (part: (before: Replayed) => Partial<Replayed>): void => {
      if (running.current === mine) setReplayed((before) => ({ ...before, ...part(before) }))
    }
    try {
      const asked = { recording: { namespace, name }, setting }
      for await (const item of client.activity.replay(asked, { signal: mine.signal })) {
        if (item.type === 'progress') set(() => ({ done: item.done, total: item.total }))
        else if (item.type === 'query') set(({ queries }) => ({ queries: [...queries, item] }))
        else set(() => ({ summary: item }))
      }
      set(() => ({ state: 'done' }))
    } catch (error) {
      set(() => ({ state: 'done', error: mine.signal.aborted ? null : error }))
    }
  }
  return { replayed, run, stop }
}
