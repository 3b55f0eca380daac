import type { SomaHandlers } from '#contract/index'
import type { Engine } from '#engine/index'

export const savedQueriesHandlers = ({ savedQueries }: Engine): SomaHandlers['queries'] => ({
  list: ({ namespace }) => savedQueries.list(namespace),
  save: ({ namespace, ifTaken, ...query }, { client }) =>
    savedQueries.save(namespace, query, ifTaken, client),
  rename: ({ to, ...place }, { client }) => savedQueries.rename(place, to, client),
  remove: (place, { client }) => savedQueries.remove(place, client),
})
