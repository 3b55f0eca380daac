import type { CallContext } from '#contract/define'
import { AppError } from '#contract/errors'
import type { SomaHandlers } from '#contract/index'
import type { Engine } from '#engine/index'

/** Agents use what they recall; who looks in the app does not (REC-6). */
const askedBy = ({ client }: CallContext) => ({ author: client, touches: client !== 'app' })

export const recallHandlers = ({ recall }: Engine): SomaHandlers['recall'] => ({
  search: (query, context) => recall.search(query, context.signal, askedBy(context)),
  batch: ({ queries }, context) => recall.batch(queries, context.signal, askedBy(context)),
  whyNot: ({ query, coordinate }, { signal }) => recall.whyNot(query, coordinate, signal),
  nearest: async ({ namespace, coordinate, k }) => {
    const neighbours = await recall.nearest(namespace, coordinate, k)
    if (neighbours === null) throw new AppError('memory/not-found', { namespace, coordinate })
    return neighbours
  },
})
