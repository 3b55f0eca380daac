import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { useSomaQueries } from '../api/client-context.tsx'
import { useNotify } from '../api/use-notify.ts'
import { showWatch } from '../features/tuning/show-watch.ts'
import { formatFixed } from '../ui/format-number.ts'
import { wordsOf } from '../words/words.ts'

const t = wordsOf('shell')

/** Says once that recall fell below its target, and once that this is over; what was so before the window opened stands in the status bar. */
export const useWatchAlert = (namespace: string): void => {
  const { data: watch } = useQuery(useSomaQueries().quality.watch(namespace))
  const notify = useNotify()
  const before = useRef<{ readonly namespace: string; readonly since: number | null } | null>(null)
  useEffect(() => {
    if (watch === undefined) return
    const since = watch.alert?.since ?? null
    const known = before.current?.namespace === namespace ? before.current : null
    before.current = { namespace, since }
    if (known === null || known.since === since) return
    const at = { namespace, screen: 'tuning' } as const
    const actions = [{ label: t('openTheWatch'), run: showWatch }]
    if (watch.alert === null) notify({ at, title: t('recallIsAboveItsAlertLevel'), tone: 'good' })
    else {
      const { recall10, target } = watch.alert
      const detail = t('recall10IsValueThe', { value: formatFixed(recall10.value, 3), target })
      notify({ at, title: t('searchesMissMoreThanThey'), detail, tone: 'warning', actions })
    }
  }, [watch, namespace, notify])
}
