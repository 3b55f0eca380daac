import { useEffect } from 'react'
import type { RecallResult } from '#contract/recall'
import { formatDuration } from '../../ui/format-duration.ts'
import { useSettled } from '../../ui/use-settled.ts'
import { wordsOf } from '../../words/words.ts'
import { announce } from '../../workspace/announcer.ts'

const t = wordsOf('recall')

/** Answers come with each letter; the one that stays is told. */
const QUIET_MS = 700

/** Tells how many memories answer, once typing has paused. */
export const useSpokenAnswer = ({ hits, timings }: RecallResult): void => {
  const count = hits.length
  const settled = useSettled(timings, QUIET_MS)
  useEffect(() => {
    if (settled !== timings) return
    announce(t('countMemoriesInTook', { count, took: formatDuration(settled.total) }))
  }, [settled, timings, count])
}
