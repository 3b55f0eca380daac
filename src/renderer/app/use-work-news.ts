import { useEffect } from 'react'
import { longWork } from '../api/long-work.ts'
import { titleOfWork } from '../api/tracked-client.ts'
import { useNotify } from '../api/use-notify.ts'
import { formatDuration } from '../ui/format-duration.ts'
import { wordsOf } from '../words/words.ts'

const t = wordsOf('system')

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
        const title = titleOfWork(last)
        const took = formatDuration(last.took)
        notify({
          title: isDone ? t('workDone', { title }) : t('workFailed', { title }),
          detail:
            last.namespace === null
              ? t('afterTook', { took })
              : t('namespaceAfterTook', { namespace: last.namespace, took }),
          tone: isDone ? 'good' : 'error',
        })
      }),
    [notify],
  )
}
