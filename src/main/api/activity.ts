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
import { type AskedOnce, replay } from '#engine/quality/replay'

/** What happened and happens, by every process on the data. */
export interface ActivityState {
  page(asked: ActivityAsked, signal: AbortSignal): Promise<ActivityPage>
  follow(filter: ActivityFilter, signal: AbortSignal): AsyncIterable<{ entries: ActivityEntry[] }>
}

export const activityHandlers = (
  { recall, recordings }: Engine,
  { activity: state }: { readonly activity: ActivityState },
): SomaHandlers['activity'] => {
  const askedIn = async (asked: ReplayAsked, signal: AbortSignal): Promise<AskedOnce[]> => {
    const { recording, namespace, client, limit } = asked
    if (recording === undefined) return recallsOf(state, asked, signal)
    const kept = await recordings.recalls(recording)
    const wanted = kept.filter(
      (one) =>
        (namespace === undefined || one.namespace === namespace) &&
        (client === undefined || one.client === client),
    )
    return wanted.slice(-limit)
  }
  return {
    page: (asked, { signal }) => state.page(asked, signal),
    follow: (filter, { signal }) => state.follow(filter, signal),
    replay: async function* (asked, { signal }): AsyncGenerator<ReplayItem> {
      yield* replay(recall, await askedIn(asked, signal), asked.setting, signal)
    },
    recordings: ({ namespace }) => recordings.list(namespace),
    record: async ({ from, until, ...place }, { client, signal }) => {
      const recalls = await recallsOf(state, { from, until, limit: PAGE }, signal)
      return recordings.keep(place, { from, until, recalls }, client)
    },
    renameRecording: ({ to, ...place }, { client }) => recordings.rename(place, to, client),
    removeRecording: (place, { client }) => recordings.remove(place, client),
  }
}

const PAGE = 500

/** The newest of a stretch, in the order in which they were asked. */
const recallsOf = async (
  state: ActivityState,
  {
    from,
    until,
    namespace,
    client,
    limit,
  }: Pick<ReplayAsked, 'from' | 'until' | 'namespace' | 'client' | 'limit'>,
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
