import { create } from 'zustand'

interface InboxSelection {
  /** The entry that the keyboard stands on. */
  readonly cursor: string | null
  /** Chosen for one change of all of them; without any, the cursor is meant. */
  readonly chosen: ReadonlySet<string>
}

export const useInboxSelection = create<InboxSelection>(() => ({ cursor: null, chosen: new Set() }))

/** One entry after or before another; the first where none of them is the cursor. */
export const moved = (ids: readonly string[], cursor: string | null, by: number): string | null => {
  const at = cursor === null ? -1 : ids.indexOf(cursor)
  if (at < 0) return ids[0] ?? null
  return ids[Math.min(ids.length - 1, Math.max(0, at + by))] ?? null
}

/** Where the cursor goes when some entries leave: to the next that stays, else to the last before it. */
export const cursorAfter = (
  ids: readonly string[],
  cursor: string | null,
  leaving: ReadonlySet<string>,
): string | null => {
  const at = cursor === null ? 0 : Math.max(0, ids.indexOf(cursor))
  const stays = (id: string): boolean => !leaving.has(id)
  return ids.slice(at).find(stays) ?? ids.slice(0, at).findLast(stays) ?? null
}

/** What a command acts on. */
export const meant = ({ cursor, chosen }: InboxSelection, ids: readonly string[]): readonly string[] => {
  const there = ids.filter((id) => chosen.has(id))
  if (there.length > 0) return there
  return cursor !== null && ids.includes(cursor) ? [cursor] : []
}

export const toggled = (chosen: ReadonlySet<string>, id: string): ReadonlySet<string> => {
  const next = new Set(chosen)
  if (!next.delete(id)) next.add(id)
  return next
}
