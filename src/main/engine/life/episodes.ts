import type { Filter } from '#contract/filter'
import type { ConsolidationWindow } from '#contract/life'
import type { MemoryKey, MemoryStore, RecallRow } from '../ports.ts'

/** The newest so many of a window are looked at. */
const MOST_EPISODES = 5000
const CHUNK = 500
const MOST_LINKS = 1000

export const CONSOLIDATED = 'consolidated_from'

export interface Episodes {
  /** Not summed up yet, ascending: from the oldest to the newest. */
  readonly keys: Uint32Array
  readonly total: number
  readonly consolidated: number
}

/** The episodes of a window, without those that a summary already speaks for. */
export const episodesOf = async (store: MemoryStore, window: ConsolidationWindow): Promise<Episodes> => {
  const matching = await store.matching(window.namespace, filterOf(window))
  const keys = matching.slice(-MOST_EPISODES)
  const done = await summedUp(store, window.namespace, keys)
  return {
    keys: keys.filter((key) => !done.has(key)),
    total: matching.length,
    consolidated: done.size,
  }
}

const filterOf = ({ from, to }: ConsolidationWindow): Filter => {
  const isEpisode: Filter = { is: 'type', value: 'episodic' }
  if (from === undefined && to === undefined) return isEpisode
  const bounds = { ...(from !== undefined && { from }), ...(to !== undefined && { to }) }
  return { is: 'and', all: [isEpisode, { is: 'time', of: 'timestamp', ...bounds }] }
}

/** Only what a link leads to is asked about its type. */
const summedUp = async (
  store: MemoryStore,
  namespace: string,
  keys: Uint32Array,
): Promise<ReadonlySet<MemoryKey>> => {
  const linked = new Set<MemoryKey>()
  for (let at = 0; at < keys.length; at += CHUNK) {
    const { to } = await store.linksAround(keys.slice(at, at + CHUNK), MOST_LINKS)
    for (const key of to) linked.add(key)
  }
  const asked = keys.filter((key) => linked.has(key))
  const done = new Set<MemoryKey>()
  for (const { key, row } of await rowsOf(store, asked)) {
    const query = { namespace, coordinate: row.coordinate, direction: 'in', depth: 1, limit: 1 } as const
    const { total } = await store.neighbours({ ...query, types: [CONSOLIDATED] })
    if (total > 0) done.add(key)
  }
  return done
}

/** In the order of the keys; what was deleted meanwhile is left out. */
export const rowsOf = async (store: MemoryStore, keys: Uint32Array): Promise<RecallRow[]> => {
  const rows = new Map<MemoryKey, RecallRow>()
  for (let at = 0; at < keys.length; at += CHUNK) {
    for (const row of await store.rows(keys.slice(at, at + CHUNK))) rows.set(row.key, row)
  }
  return [...keys].flatMap((key) => {
    const row = rows.get(key)
    return row === undefined || row.row.deletedAt !== null ? [] : [row]
  })
}
