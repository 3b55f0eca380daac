import type { SomaHandlers } from '#contract/index'
import type { Engine } from '#engine/index'

/** Somebody waits for the figures, so nothing else is waited for. */
const atOnce = async (): Promise<void> => {}

export const qualityHandlers = ({ watch, autotune }: Engine): SomaHandlers['quality'] => ({
  watch: ({ namespace }) => watch.state(namespace),
  series: ({ namespace, from }) => watch.series(namespace, from),
  misses: ({ namespace, limit }, { signal }) => watch.misses(namespace, limit, signal),
  measure: ({ namespace }, { signal }) => watch.measure(namespace, { wait: atOnce, signal, isUrgent: true }),
  autotune: () => autotune.state(),
  clear: async ({ namespace, what }) => ({ queries: await watch.clear(namespace, what) }),
})
