import type { EmbedderSource, VectorIndex } from '../ports.ts'
import { type Observing, timed } from './observed-calls.ts'

/** An index whose calls are timed. Named one by one, as an index may be an object of any kind. */
export const observedIndex = (index: VectorIndex, parts: Observing): VectorIndex =>
  timed<VectorIndex>(
    {
      apply: (...args) => index.apply(...args),
      search: (...args) => index.search(...args),
      searchTraced: (...args) => index.searchTraced(...args),
      explain: (...args) => index.explain(...args),
      walk: (...args) => index.walk(...args),
      similarities: (...args) => index.similarities(...args),
      vectorOf: (...args) => index.vectorOf(...args),
      dropSpace: (...args) => index.dropSpace(...args),
      stats: () => index.stats(),
      health: (...args) => index.health(...args),
      nearest: (...args) => index.nearest(...args),
      openTrial: (...args) => index.openTrial(...args),
      clear: () => index.clear(),
      saved: () => index.saved(),
      restore: () => index.restore(),
      save: (...args) => index.save(...args),
      close: () => index.close(),
    },
    'vectors',
    parts,
  )

/** The indexes of other embedders too. */
export const observedSource = (source: EmbedderSource, parts: Observing): EmbedderSource => ({
  get offered() {
    return source.offered
  },
  open: (...args) => source.open(...args),
  openIndex: async (embedder) => observedIndex(await source.openIndex(embedder), parts),
  giveWay: (isBusy) => source.giveWay?.(isBusy),
  keepSecrets: (...args) => source.keepSecrets(...args),
  forgetIndex: (...args) => source.forgetIndex(...args),
})
