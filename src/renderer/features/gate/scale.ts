import type { GateVerdict } from '#contract/gate-verdict'
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

/** `97% like`: a cosine as people say it. Rounded down, so that 100% is said of what is the same only. */
export const likeWords = (similarity: number): string =>
  t('minLike', { min: Math.floor(Math.min(1, Math.max(0, similarity)) * 100 + 1e-3) })
