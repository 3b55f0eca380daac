import { AppError } from '#contract/errors'
import type { SomaHandlers } from '#contract/index'
import type { Engine } from '#engine/index'

export const recallHandlers = ({ recall }: Engine): SomaHandlers['recall'] => ({
  search: (query, { signal }) => recall.search(query, signal),
  nearest: async ({ namespace, coordinate, k }) => {
    const neighbours = await recall.nearest(namespace, coordinate, k)
    if (neighbours === null) throw new AppError('memory/not-found', { namespace, coordinate })
    return neighbours
  },
})
