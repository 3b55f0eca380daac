import type { MemoryStore } from '../ports.ts'
import { delegatedStore } from '../secrets/delegated-store.ts'
import { type Observing, timed } from './observed-calls.ts'
import { within } from './observers.ts'

/** A store whose calls are timed and whose changes are told: no door goes around it. */
export const observedStore = (store: MemoryStore, parts: Observing): MemoryStore => {
  const calls = timed(delegatedStore(store), 'memories', parts)
  const { observer } = parts
  return {
    ...calls,
    commit: (draft) =>
      within(observer, { is: 'change', draft }, async () => {
        const committed = await calls.commit(draft)
        observer.note({ is: 'change', draft, committed })
        return committed
      }),
    finishBuild: async (line) => {
      const change = await calls.finishBuild(line)
      if (change !== null) observer.note({ is: 'embedder', change })
      return change
    },
    purgeBin: async (purge) => {
      const count = await calls.purgeBin(purge)
      const { namespace, author, at } = purge
      if (count > 0) observer.note({ is: 'purge', namespace, author, at, count })
      return count
    },
  }
}
