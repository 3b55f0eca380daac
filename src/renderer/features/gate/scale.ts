import type { GateVerdict } from '#contract/gate-verdict'
import { percentAlike } from '../../ui/format-number.ts'
import { wordsOf } from '../../words/words.ts'

const t = wordsOf('gate')

/** Places on a scale from 0 to 1, in percent; a score may be larger, since weights need not sum to 1. */
export const scaleOf = ({
  score,
  threshold,
}: Pick<GateVerdict, 'score' | 'threshold'>): {
  readonly at: number
  readonly gateAt: number
  readonly passes: boolean
} => ({ at: percent(score), gateAt: percent(threshold), passes: score >= threshold })

const percent = (value: number): number => Math.min(1, Math.max(0, value)) * 100

/** `97% alike`, `means the same`: a cosine as people say it. */
export const alikeWords = (similarity: number): string => t('minAlike', { min: percentAlike(similarity) })
