import type { SomaHandlers } from '#contract/index'
import type { Engine } from '#engine/index'

export const changesHandlers = ({ journal, events }: Engine): SomaHandlers['changes'] => ({
  undo: ({ seq }, { client }) => journal.undo(seq, client),
  list: (query) => journal.list(query),
  events: (_input, { signal }) => events.subscribe(signal),
})
