import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { useSomaQueries } from '../api/client-context.tsx'
import { showWatch } from '../features/tuning/show-watch.ts'
import { wordsOf } from '../words/words.ts'
import { toast } from '../workspace/use-workspace.ts'

const t = wordsOf('shell')

/** Says once that recall fell below its target, and once that this is over; what was so before the window opened stands in the status bar. */
export const useWatchAlert = (namespace: string): void => {
  const { data: watch } = useQuery(useSomaQueries().quality.watch(namespace))
  const before = useRef<{ readonly namespace: string; readonly since: number | null } | null>(null)
  useEffect(() => {
    if (watch === undefined) return
    const since = watch.alert?.since ?? null
    const known = before.current?.namespace === namespace ? before.current : null
    before.current = { namespace, since }
    if (known === null || known.since === since) return
    const actions = [{ label: t('openTheWatch'), run: showWatch }]
    if (watch.alert === null) toast({ title: t('recallHasReachedItsTarget'), tone: 'good' })
    else {
      const { recall10, target } = watch.alert
      const detail = t('recall10IsValueThe', { value: recall10.value.toFixed(3), target })
      toast({ title: t('searchesMissMoreThanThey'), detail, tone: 'warning', actions })
    }
  }, [watch, namespace])
}
