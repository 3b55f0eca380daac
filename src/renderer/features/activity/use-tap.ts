import { useEffect, useState } from 'react'
import type { ActivityEntry, ActivityFilter } from '#contract/activity'
import { useClient } from '../../api/client-context.tsx'
import { noteClients, useActivityStore } from './activity-store.ts'

/** So many are held; what is older is read from the log when somebody scrolls there. */
const MOST_LIVE = 2000
const AGAIN_MS = 1000

interface Tap {
  /** Newest first. */
  readonly live: readonly ActivityEntry[]
  /** How many came while it was paused. */
  readonly held: number
  /** Older ones were let go: the log has them, and is asked anew. */
  readonly isCut: boolean
}

/** What happens from now on, while the screen is there and shows the present. */
export const useTap = (filter: ActivityFilter, isOn: boolean): Tap => {
  const client = useClient()
  const isPaused = useActivityStore((state) => state.isPaused)
  const [came, setCame] = useState<readonly ActivityEntry[]>([])
  const [shown, setShown] = useState(0)
  useEffect(() => {
    if (!isOn) return
    const stop = new AbortController()
    const follow = async (): Promise<void> => {
      while (!stop.signal.aborted) {
        try {
          for await (const { entries } of client.activity.follow(filter, { signal: stop.signal })) {
            noteClients(entries)
            setCame((before) => [...entries.toReversed(), ...before])
          }
        } catch {
          // A lost connection: the status bar says so, and it is tried again.
        }
        await new Promise((resolve) => setTimeout(resolve, AGAIN_MS))
      }
    }
    void follow()
    return () => stop.abort()
  }, [client, filter, isOn])
  useEffect(() => {
    if (!isPaused) setShown(came.length)
  }, [isPaused, came])
  const total = isPaused ? shown : came.length
  const live = came.slice(came.length - total).slice(0, MOST_LIVE)
  return { live, held: came.length - total, isCut: came.length > MOST_LIVE }
}
