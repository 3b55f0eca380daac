import type { SomaHandlers } from '#contract/index'
import type { Engine } from '#engine/index'

export const linksHandlers = ({ links }: Engine): SomaHandlers['links'] => ({
  of: ({ namespace, coordinate, limit }) => links.of(namespace, coordinate, limit),
  put: (link, { client }) => links.put(link, client),
  putMany: ({ namespace, links: all }, { client }) => links.putMany(namespace, all, client),
  remove: (place, { client }) => links.remove(place, client),
  neighbours: (query) => links.neighbours(query),
  path: async (query) => ({ paths: await links.paths(query) }),
})
