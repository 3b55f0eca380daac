import { useEffect } from 'react'
import { type EndedWork, longWork, type Work } from '../api/long-work.ts'
import { titleOfWork } from '../api/tracked-client.ts'
import { useNotify } from '../api/use-notify.ts'
import { formatDuration } from '../ui/format-duration.ts'
import { wordsOf } from '../words/words.ts'
import { announce } from '../workspace/announcer.ts'

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

/** Who does these is told of their end by a toast or in the dialog that began them. */
const TOLD: ReadonlySet<Work['title']> = new Set<Work['title']>([
  'importing',
  'tryingAnImport',
  'undoingAnImport',
  'goingBackInHistory',
  'undoingChanges',
  'exporting',
  'sweepingTheSettings',
  'findingDuplicates',
  'backingUp',
  'restoringABackup',
  'collectingDiagnostics',
])

/** Sooner than this the end is news enough. */
const SPOKEN_AFTER_MS = 3000

const quartersOf = ({ progress }: Work): number =>
  progress === null || progress.total <= 0 ? 0 : Math.floor((progress.done / progress.total) * 4)

const endOf = (ended: EndedWork): string | null => {
  if (TOLD.has(ended.title) || ended.outcome === 'cancelled') return null
  const title = titleOfWork(ended)
  return ended.outcome === 'done' ? t('workDone', { title }) : t('workFailed', { title })
}

/** Tells who hears the screen of each quarter of long work, and of its end. */
export const useSpokenWork = (): void => {
  useEffect(
    () =>
      longWork.subscribe(({ running, ended }, before) => {
        const [last] = ended
        const end = last && last !== before.ended[0] ? endOf(last) : null
        if (end !== null) announce(end)
        for (const work of running) {
          const was = before.running.find(({ id }) => id === work.id)
          const quarters = quartersOf(work)
          if (!was || quarters === 0 || quarters === 4 || quarters === quartersOf(was)) continue
          if (performance.now() - work.began < SPOKEN_AFTER_MS) continue
          announce(t('titlePercent', { title: titleOfWork(work), percent: quarters * 25 }))
        }
      }),
    [],
  )
}
