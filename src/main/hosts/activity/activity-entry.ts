import type { ActivityEntry, ActivityFilter } from '#contract/activity'
import { AUDIT_ACTIONS, type AuditEntry } from '#engine/observe/audit-entries'

/** More coordinates than that nobody looks at in a list; `count` says how many there are. */
const MOST = 20

type Coordinates = readonly (readonly number[])[]

interface Linked {
  readonly from: readonly number[]
  readonly to: readonly number[]
  readonly type: string
}

/** A line of the audit log as the app shows it; null for one that is none. */
export const activityEntry = (id: string, entry: AuditEntry): ActivityEntry | null => {
  const { action, timestamp, user, namespace, seq } = entry
  if (!AUDIT_ACTIONS.includes(action) || typeof timestamp !== 'number') return null
  const { result_count, count, query, top_k, took_ms, change, settings, kinds } = entry
  const about = aboutOf(entry)
  const links = linksOf(entry)
  const size = [result_count, count].find((one) => typeof one === 'number')
  return {
    id,
    at: timestamp,
    action,
    change: textOf(change),
    namespace: String(namespace ?? ''),
    client: String(user ?? ''),
    seq: seq ?? null,
    query: textOf(query),
    k: numberOf(top_k),
    took: numberOf(took_ms),
    count: typeof size === 'number' ? size : Math.max(about.length, links.length),
    coordinates: about.slice(0, MOST).map((one) => [...one]),
    links: links.slice(0, MOST).map(({ from, to, type }) => ({ from: [...from], to: [...to], type })),
    names: ((settings ?? kinds ?? []) as readonly string[]).map(String),
  }
}

const aboutOf = ({ coords, coordinates, coordinate }: AuditEntry): Coordinates =>
  (coords ?? coordinates ?? (coordinate ? [coordinate] : [])) as Coordinates

const linksOf = ({ links, from, to, type }: AuditEntry): readonly Linked[] => {
  if (Array.isArray(links)) return links as readonly Linked[]
  return from !== undefined && to !== undefined ? [{ from, to, type } as Linked] : []
}

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null)
const numberOf = (value: unknown): number | null => (typeof value === 'number' ? value : null)

/** Of an entry that shows not all of them. */
const allPlaces = new WeakMap<ActivityEntry, Coordinates>()

/** The same of a line that was read, which is asked for a memory and let go: all that it is about is known. */
export const loggedEntry = (id: string, line: AuditEntry): ActivityEntry | null => {
  const entry = activityEntry(id, line)
  if (entry === null) return null
  const [about, links] = [aboutOf(line), linksOf(line)]
  if (Math.max(about.length, links.length) > MOST) allPlaces.set(entry, [...about, ...endsOf(links)])
  return entry
}

const endsOf = (links: readonly Linked[]): Coordinates => links.flatMap(({ from, to }) => [from, to])

const isAbout = (entry: ActivityEntry, memory: readonly number[]): boolean =>
  (allPlaces.get(entry) ?? [...entry.coordinates, ...endsOf(entry.links)]).some(
    (place) => place.length === memory.length && place.every((value, axis) => value === memory[axis]),
  )

/** Whether somebody who asked for these wants it. */
export const isWanted = (
  entry: ActivityEntry,
  { namespace, actions, client, memory, text }: ActivityFilter,
): boolean =>
  // What is of the whole database concerns every namespace.
  (namespace === undefined || entry.namespace === namespace || entry.namespace === '') &&
  (actions === undefined || actions.includes(entry.action)) &&
  (client === undefined || entry.client === client) &&
  (memory === undefined || isAbout(entry, memory)) &&
  (text === undefined || wordsOf(entry).includes(text.toLowerCase()))

const wordsOf = ({ query, coordinates, links, names, client, change, action }: ActivityEntry): string => {
  const places = [...coordinates, ...links.flatMap(({ from, to }) => [from, to])]
  return [query ?? '', ...places.map((one) => one.join(', ')), ...names, client, change ?? '', action]
    .join('\n')
    .toLowerCase()
}
