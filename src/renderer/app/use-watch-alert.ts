import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { useSomaQueries } from '../api/client-context.tsx'
import { showWatch } from '../features/tuning/show-watch.ts'
import { toast } from '../workspace/use-workspace.ts'

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
    const actions = [{ label: 'Open the watch', run: showWatch }]
    if (watch.alert === null) toast({ title: 'Recall has reached its target again', tone: 'good' })
    else {
      const { recall10, target } = watch.alert
      const detail = `recall@10 is ${recall10.value.toFixed(3)}, the target ${target}.`
      toast({ title: 'Searches miss more than they should', detail, tone: 'warning', actions })
    }
  }, [watch, namespace])
}
