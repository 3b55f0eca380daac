import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Hit, RecallResult } from '#contract/recall'
import { useSomaQueries } from '../../api/client-context.tsx'
import { useGoldenMutations } from '../../api/use-golden-mutations.ts'
import { useReadOnly } from '../../api/use-read-only.ts'
import { toFilter } from '../../filters/filter-set.ts'
import { useSettled } from '../../ui/use-settled.ts'
import { coordinateKey } from '../../workspace/location.ts'
import type { RecallDraft } from './recall-store.ts'

interface Stars {
  /** Ids of the results that the set expects of this query; null where nothing can be starred. */
  readonly ids: ReadonlySet<string> | null
  readonly toggle: (hit: Hit) => void
}

/** Where stars go while no set has been named. */
const FIRST_SET = 'golden'
/** Stars are asked for when typing rests. */
const SETTLE_MS = 200

/** The set into which stars go: the chosen one, else the first there is. */
export const useGoldenSet = (namespace: string, chosen: string | null): string => {
  const { data: sets } = useQuery(useSomaQueries().golden.sets(namespace))
  return chosen ?? sets?.[0]?.name ?? FIRST_SET
}

/** What the golden set expects of the question on the screen, and a way to say so. */
export const useStars = (namespace: string, draft: RecallDraft, result: RecallResult | undefined): Stars => {
  const mutations = useGoldenMutations()
  const readOnly = useReadOnly()
  const set = useGoldenSet(namespace, draft.goldenSet)
  const { query, filter } = draft
  const question = useMemo(() => ({ query: query.trim(), filter: toFilter(filter) }), [query, filter])
  const settled = useSettled(question, SETTLE_MS)
  const { data: starred } = useQuery({
    ...useSomaQueries().golden.starred(namespace, settled.query, settled.filter),
    enabled: settled.query !== '',
  })
  const ids = useMemo(() => {
    if (readOnly) return null
    const expected = new Set(
      (starred ?? []).filter((one) => one.set === set).map(({ coordinate }) => coordinateKey(coordinate)),
    )
    // Stars of the question before say nothing of this one.
    const hits = settled === question ? (result?.hits ?? []) : []
    return new Set(
      hits
        .filter(({ memory }) => expected.has(coordinateKey(memory.coordinate)))
        .map(({ memory }) => memory.id),
    )
  }, [readOnly, starred, set, settled, question, result])

  const toggle = ({ memory }: Hit) => {
    if (ids === null || question.query === '') return
    const { coordinate } = memory
    const place = {
      namespace,
      set,
      query: question.query,
      coordinate,
      ...(question.filter && { filter: question.filter }),
    }
    void (ids.has(memory.id) ? mutations.unstar(place) : mutations.star(place))
  }
  return { ids, toggle }
}
