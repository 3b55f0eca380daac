import type { SomaHandlers } from '#contract/index'
import type { Engine } from '#engine/index'

export const changesHandlers = ({ journal, events, history, rewind }: Engine): SomaHandlers['changes'] => ({
  undo: ({ seq }, { client }) => journal.undo(seq, client),
  list: (query) => journal.list(query),
  events: (_input, { signal }) => events.subscribe(signal),
  history: (query) => history.list(query),
  authors: (scope) => history.authors(scope),
  next: (scope) => history.next(scope),
  detail: ({ seq, limit }) => history.detail(seq, limit),
  redo: ({ seq }, { client }) => journal.redo(seq, client),
  planUndoTo: (point, { signal }) => rewind.plan(point, signal),
  undoTo: (point, { client, signal }) => rewind.to(point, client, signal),
  undoEach: ({ seqs }, { client, signal }) => rewind.each(seqs, client, signal),
})
