import { AppError } from '#contract/errors'
import type { SomaHandlers } from '#contract/index'
import type { Engine } from '#engine/index'

export const linksHandlers = ({ store }: Engine): SomaHandlers['links'] => ({
  of: async ({ namespace, coordinate, limit }) => {
    const found = await store.links(namespace, coordinate, limit)
    if (found === null) throw new AppError('memory/not-found', { namespace, coordinate })
    return found
  },
})
