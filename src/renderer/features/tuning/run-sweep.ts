import type { SomaClient } from '#contract/index'
import { isCancelled } from '../../api/describe-error.ts'
import type { TuningAsked } from '../../api/queries/tuning.ts'
import { type Sweep, useTuningStore } from './tuning-store.ts'

let running: AbortController | null = null

/** Goes on while another screen is shown. One at a time: the next one ends the one before. */
export const runSweep = async (client: SomaClient, asked: TuningAsked): Promise<void> => {
  running?.abort()
  const mine = new AbortController()
  running = mine
  const { namespace } = asked
  const change = (part: Partial<Sweep>): void => {
    const { sweep } = useTuningStore.getState()
    if (running === mine && sweep) useTuningStore.setState({ sweep: { ...sweep, ...part } })
  }
  const begun = { stage: 'copy', done: 0, total: 1 } as const
  useTuningStore.setState({
    sweep: { namespace, state: 'running', progress: begun, points: [], outcome: null },
    sweepError: null,
    chosen: null,
  })
  try {
    for await (const item of client.tuning.sweep(asked, { signal: mine.signal })) {
      if (mine.signal.aborted) return
      if (item.type === 'progress') change({ progress: item })
      else if (item.type === 'point') {
        change({ points: [...(useTuningStore.getState().sweep?.points ?? []), item.point] })
      } else change({ state: 'done', points: item.points, outcome: item })
    }
  } catch (error) {
    if (mine.signal.aborted || isCancelled(error)) return
    if (running === mine) useTuningStore.setState({ sweep: null, sweepError: { namespace, error } })
  }
}

/** What was measured so far stays. */
export const cancelSweep = (): void => {
  running?.abort()
  running = null
  const { sweep } = useTuningStore.getState()
  if (sweep?.state === 'running') useTuningStore.setState({ sweep: { ...sweep, state: 'cancelled' } })
}
