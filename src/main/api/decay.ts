import type { SomaHandlers } from '#contract/index'
import type { Engine } from '#engine/index'

export const decayHandlers = ({ decay, bin }: Engine): SomaHandlers['decay'] => ({
  rules: async () => decay.rules,
  forecast: (asked, { signal }) => decay.forecast(asked, signal),
  victims: (asked, { signal }) => decay.victims(asked, signal),
  cost: (asked, { signal }) => decay.cost(asked, signal),
  memory: (asked, { signal }) => decay.memory(asked, signal),
  accept: (chosen, { client }) => decay.accept(chosen, client),
  sweep: async (_, { client }) => {
    const { changes, ...report } = await decay.sweep({ author: client })
    return { ...report, changes: [...changes] }
  },
  purge: async ({ namespace, coordinates }, { client }) => ({
    purged: await bin.purge(namespace, coordinates, client),
  }),
  emptyBin: async ({ namespace }, { client }) => ({ purged: await bin.empty(namespace, client) }),
})
