import { useEffect } from 'react'
import { longWork } from '../api/long-work.ts'
import { useNotify } from '../api/use-notify.ts'
import { formatDuration } from '../ui/format-duration.ts'

/** Who waits less looks at the screen meanwhile. */
const WORTH_TELLING_MS = 10_000

/** Tells that long work is over, to who looked away. A cancel is no news: somebody asked for it. */
export const useWorkNews = (): void => {
  const notify = useNotify()
  useEffect(
    () =>
      longWork.subscribe(({ ended }, before) => {
        const [last] = ended
        if (!last || last === before.ended[0] || last.took < WORTH_TELLING_MS) return
        if (last.outcome === 'cancelled' || document.hasFocus()) return
        const isDone = last.outcome === 'done'
        notify({
          title: `${last.title}: ${isDone ? 'done' : 'failed'}`,
          detail: `${last.namespace === null ? '' : `${last.namespace}, `}after ${formatDuration(last.took)}`,
          tone: isDone ? 'good' : 'error',
        })
      }),
    [notify],
  )
}
