import type {
  ActivityAsked,
  ActivityEntry,
  ActivityFilter,
  ActivityPage,
  ReplayAsked,
  ReplayItem,
} from '#contract/activity'
import type { SomaHandlers } from '#contract/index'
import type { Engine } from '#engine/index'
import { replay } from '#engine/quality/replay'

/** What happened and happens, by every process on the data. */
export interface ActivityState {
  page(asked: ActivityAsked, signal: AbortSignal): Promise<ActivityPage>
  follow(filter: ActivityFilter, signal: AbortSignal): AsyncIterable<{ entries: ActivityEntry[] }>
}

export const activityHandlers = (
  { recall }: Engine,
  { activity: state }: { readonly activity: ActivityState },
): SomaHandlers['activity'] => ({
  page: (asked, { signal }) => state.page(asked, signal),
  follow: (filter, { signal }) => state.follow(filter, signal),
  replay: async function* (asked, { signal }): AsyncGenerator<ReplayItem> {
    yield* replay(recall, await recallsOf(state, asked, signal), asked.setting, signal)
  },
})

const PAGE = 500

/** The newest of a stretch, in the order in which they were asked. */
const recallsOf = async (
  state: ActivityState,
  { from, until, namespace, client, limit }: ReplayAsked,
  signal: AbortSignal,
): Promise<ActivityEntry[]> => {
  const filter = { namespace, client, actions: ['recall' as const], until, limit: PAGE }
  const found: ActivityEntry[] = []
  for (let after: string | undefined; ; ) {
    const page = await state.page({ ...filter, after }, signal)
    found.push(...page.entries.filter(({ at }) => at >= from))
    const isBefore = page.entries.some(({ at }) => at < from)
    if (page.next === null || isBefore || found.length >= limit) break
    after = page.next
  }
  return found.slice(0, limit).reverse()
}
