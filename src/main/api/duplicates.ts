import type { SomaHandlers } from '#contract/index'
import type { Engine } from '#engine/index'

export const duplicatesHandlers = ({ duplicates }: Engine): SomaHandlers['duplicates'] => ({
  find: (query, { signal }) => duplicates.search.find(query, signal),
  merge: (merging, { client }) => duplicates.merging.merge(merging, client),
  label: ({ namespace, ...label }, { client }) => duplicates.labels.put(namespace, label, client),
  unlabel: ({ namespace, id }, { client }) => duplicates.labels.remove(namespace, id, client),
  labels: ({ namespace, limit }) => duplicates.labels.list(namespace, limit),
})
