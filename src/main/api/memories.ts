import type { SomaHandlers } from '#contract/index'
import type { Engine } from '#engine/index'

export const memoriesHandlers = ({ memories }: Engine): SomaHandlers['memories'] => ({
  page: (query) => memories.page(query),
  get: (place) => memories.get(place),
  getMany: ({ namespace, coordinates }) => memories.getMany(namespace, coordinates),
  store: (input, { client }) => memories.store(input, client),
  remember: (input, { client }) => memories.remember(input, client),
  storeVector: (input, { client }) => memories.store(input, client),
  storeBulk: (input, { client, signal }) => memories.storeBulk(input, client, signal),
  update: ({ namespace, coordinate, ...patch }, { client }) =>
    memories.update({ namespace, coordinate }, patch, client),
  setFields: ({ namespace, coordinate, ...change }, { client }) =>
    memories.setFields({ namespace, coordinate }, change, client),
  updateMany: ({ set, reason, ...places }, { client }) => memories.updateMany(places, set, reason, client),
  remove: ({ reason, ...places }, { client }) => memories.remove(places, reason, client),
  restore: ({ reason, ...places }, { client }) => memories.restore(places, reason, client),
  versions: ({ limit, ...place }) => memories.versions(place, limit),
  restoreVersion: ({ version, reason, ...place }, { client }) =>
    memories.restoreVersion(place, version, reason, client),
  recent: ({ namespace, limit }) => memories.recent(namespace, limit),
  important: ({ namespace, limit }) => memories.important(namespace, limit),
  range: ({ namespace, ...query }) => memories.range(namespace, query),
  stats: ({ namespace }) => memories.stats(namespace),
})
