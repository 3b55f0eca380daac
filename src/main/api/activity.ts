import type { ActivityAsked, ActivityEntry, ActivityFilter, ActivityPage } from '#contract/activity'
import type { SomaHandlers } from '#contract/index'

/** What happened and happens, by every process on the data. */
export interface ActivityState {
  page(asked: ActivityAsked, signal: AbortSignal): Promise<ActivityPage>
  follow(filter: ActivityFilter, signal: AbortSignal): AsyncIterable<{ entries: ActivityEntry[] }>
}

export const activityHandlers = ({
  activity: state,
}: {
  readonly activity: ActivityState
}): SomaHandlers['activity'] => ({
  page: (asked, { signal }) => state.page(asked, signal),
  follow: (filter, { signal }) => state.follow(filter, signal),
})
