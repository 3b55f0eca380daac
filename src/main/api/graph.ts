import type { SomaHandlers } from '#contract/index'
import type { Engine } from '#engine/index'

export const graphHandlers = ({ graph, exportMemories, store }: Engine): SomaHandlers['graph'] => ({
  view: (query) => graph.view(query),
  analysis: ({ namespace }, { signal }) => graph.analyses.run(namespace, signal),
  nearUnlinked: (query, { signal }) => graph.pairs.nearUnlinked(query, signal),
  linkedFar: (query, { signal }) => graph.pairs.linkedFar(query, signal),
  dismissPair: ({ namespace, ...pair }, { client }) => graph.dismissed.put(namespace, pair, client),
  dismissedPairs: ({ namespace }) => graph.dismissed.count(namespace),
  restorePairs: ({ namespace, list }, { client }) => graph.dismissed.clear(namespace, list, client),
  nearest: async (query, { signal }) => ({ pairs: await graph.pairs.nearest(query, signal) }),
  export: (query, { signal }) => exportMemories(query, signal),
  moments: ({ namespace, most }) => store.moments(namespace, most),
  compare: (query, { signal }) => store.compareMoments({ ...query, signal }),
  removedLinks: ({ namespace, since, limit }) => store.removedLinks(namespace, since, limit),
})
