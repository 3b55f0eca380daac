import type { SomaHandlers } from '#contract/index'
import type { Engine } from '#engine/index'

export const tuningHandlers = ({ tuning }: Engine): SomaHandlers['tuning'] => ({
  health: ({ namespace }) => tuning.shape(namespace),
  measure: (asked, { signal }) => tuning.measure(asked, signal),
  sweep: (asked, { signal }) => tuning.sweep(asked, signal),
  bench: (asked, { signal }) => tuning.bench(asked, signal),
  misses: (asked, { signal }) => tuning.misses(asked, signal),
})
