import type { ComparedLink, ComparedMemory, Comparison, MemoryThen } from '#contract/graph-moments'
import type { MomentsQuery } from '../graph-ports.ts'
import type { MemoryStore } from '../ports.ts'
import type { Opened } from './opened.ts'

/** As many as the contract lets anybody ask for: of so many it is sure which ones really changed. */
const MOST = 10_000

/**
 * Compares two moments of memories that rest sealed: the same payload rests otherwise each time that it is stored, so
 * what the store takes for changed is opened. Titles are those of now, as everywhere else.
 */
export const compareOpenedMoments = async (
  store: MemoryStore,
  opened: Opened,
  query: MomentsQuery,
): Promise<Comparison> => {
  const found = await store.compareMoments({ ...query, limit: MOST })
  const [memories, same]: [ComparedMemory[], ComparedMemory[]] = [[], []]
  for (const memory of found.changedMemories) {
    const isSame =
      memory.parts.includes('payload') && (await hasSamePayload({ store, opened, query }, memory))
    const parts = isSame ? memory.parts.filter((part) => part !== 'payload') : memory.parts
    const list = memory.is === 'changed' && parts.length === 0 ? same : memories
    list.push({ ...memory, parts })
  }
  const changedMemories = firstOf(memories, query.limit)
  const changedLinks = firstOf(found.changedLinks, query.limit)
  const ends = endsOf(changedLinks, {
    listed: changedMemories,
    others: [...found.changedMemories, ...found.ends],
  })
  const titled = await titles(opened, [...changedMemories, ...ends])
  return {
    ...found,
    memories: { ...found.memories, changed: found.memories.changed - same.length },
    changedMemories: changedMemories.map(titled),
    changedLinks,
    ends: ends.map(titled),
  }
}

/** Ends of links that are not listed by themselves. */
const endsOf = (
  links: readonly ComparedLink[],
  { listed, others }: { readonly listed: readonly MemoryThen[]; readonly others: readonly MemoryThen[] },
): MemoryThen[] => {
  const wanted = new Set(links.flatMap(({ from, to }) => [from, to]))
  for (const { id } of listed) wanted.delete(id)
  return others
    .filter(({ id }) => wanted.has(id))
    .map(({ id, coordinate, title, type, importance, timestamp, pinned, createdAt }) => ({
      id,
      coordinate,
      title,
      type,
      importance,
      timestamp,
      pinned,
      createdAt,
    }))
}

const titles = async (opened: Opened, memories: readonly MemoryThen[]) => {
  const ids = memories.map(({ id }) => id)
  const known = new Map((await opened.byIds(ids)).map((one, i) => [ids[i], one?.title]))
  return <M extends MemoryThen>(memory: M): M => ({ ...memory, title: known.get(memory.id) ?? memory.title })
}

/** The first of each kind. */
const firstOf = <T extends { readonly is: string }>(all: readonly T[], limit: number): T[] => {
  const counts = new Map<string, number>()
  return all.filter(({ is }) => {
    const count = (counts.get(is) ?? 0) + 1
    counts.set(is, count)
    return count <= limit
  })
}

const hasSamePayload = async (
  {
    store,
    opened,
    query,
  }: { readonly store: MemoryStore; readonly opened: Opened; readonly query: MomentsQuery },
  { id, coordinate, before, after }: ComparedMemory,
): Promise<boolean> => {
  const [then, now] = await Promise.all(
    [before, after].map((version) =>
      version === null ? null : store.version(query.namespace, coordinate, version),
    ),
  )
  if (!then || !now) return false
  const payloadOf = (payload: string): string => opened.derivedOrResting(id, payload)?.payload ?? payload
  return payloadOf(then.payload) === payloadOf(now.payload)
}
