import type { SomaHandlers } from '#contract/index'
import type { Engine } from '#engine/index'

export const mapHandlers = ({ maps }: Engine): SomaHandlers['map'] => ({
  view: (asked, { signal }) => maps.view(asked, signal),
  standing: ({ namespace, method }) => maps.standing(namespace, method),
  lists: (asked) => maps.lists(asked),
  topics: ({ namespace, method }) => maps.topics(namespace, method),
})
