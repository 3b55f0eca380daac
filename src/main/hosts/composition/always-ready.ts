import type { EmbedderHealth } from '#contract/app'

/** How an embedder fares that runs in this program. */
export const alwaysReady: EmbedderHealth = {
  state: 'ready',
  since: Date.now() / 1000,
  message: '',
  lastLatency: null,
}
