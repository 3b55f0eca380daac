import type { TuningProgress } from '#contract/tuning'

export const progress = (stage: TuningProgress['stage'], done: number, total: number): TuningProgress => ({
  type: 'progress',
  stage,
  done,
  total,
})
