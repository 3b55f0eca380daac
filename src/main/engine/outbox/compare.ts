import { MOST_TOLD } from '../doctor/doctor-ports.ts'
import type { MemoryStore, OutboxRow, SecondPoint, SecondStore } from '../ports.ts'

const AT_ONCE = 500

/** What is behind the index that answers, for who compares. */
export interface Compared {
  readonly store: MemoryStore
  readonly second: SecondStore
  readonly embedder: string
}

/** What differs in one namespace: by count, id and content (STO-6). */
export interface Differences {
  readonly namespace: string
  compared: number
  /** Memories that it lacks, or has in another state. */
  readonly wrong: number[]
  /** Points of memories that are not here any more. */
  readonly dead: string[]
  /** Points that this program did not write. */
  strangers: number
  /** Some of them, with their places. */
  readonly told: { readonly key: number | null; readonly what: string; readonly isStranger?: boolean }[]
}

/** Walks through both in the order of ids: nothing but a page of each is held. */
export const compareNamespace = async (
  { store, second, embedder }: Compared,
  { space, namespace }: { readonly space: number; readonly namespace: string },
  signal: AbortSignal,
): Promise<Differences> => {
  const found: Differences = { namespace, compared: 0, wrong: [], dead: [], strangers: 0, told: [] }
  const tell = (key: number | null, what: string, isStranger = false): void => {
    if (found.told.length < MOST_TOLD) found.told.push({ key, what, isStranger })
  }
  const here = pages(async (after: string) => {
    const ids = await store.outboxIds(embedder, space, after, AT_ONCE)
    return { items: ids, next: ids.length < AT_ONCE ? null : (ids.at(-1)?.id ?? null) }
  }, '')
  const there = pages(async (after: string | null) => {
    const { points, next } = await second.points(namespace, after, AT_ONCE)
    return { items: points, next }
  }, null)
  let both: { readonly key: number; readonly point: SecondPoint }[] = []
  const holdTogether = async (): Promise<void> => {
    signal.throwIfAborted()
    const rows = await rowsOf(
      { store, second, embedder },
      both.map(({ key }) => key),
    )
    for (const { key, point } of both) {
      const row = rows.get(key)
      if (row?.hash === point.hash && row.seq === point.seq) continue
      found.wrong.push(key)
      tell(key, 'Qdrant has another state of it')
    }
    both = []
  }
  let [own, other] = [await here.next(), await there.next()]
  while (!own.done || !other.done) {
    if (other.done || (!own.done && own.value.id < other.value.id)) {
      found.compared++
      const { key } = own.value as { key: number }
      found.wrong.push(key)
      tell(key, 'Qdrant does not have it')
      own = await here.next()
    } else if (own.done || other.value.id < own.value.id) {
      if (other.value.key === null) {
        found.strangers++
        tell(null, `Qdrant has a point of another program (${other.value.id})`, true)
      } else {
        found.dead.push(other.value.id)
        tell(null, `Qdrant has a memory that is not here any more (${other.value.id})`)
      }
      other = await there.next()
    } else {
      found.compared++
      both.push({ key: own.value.key, point: other.value })
      if (both.length === AT_ONCE) await holdTogether()
      own = await here.next()
      other = await there.next()
    }
  }
  await holdTogether()
  return found
}

async function* pages<T, C>(
  read: (after: C) => Promise<{ readonly items: readonly T[]; readonly next: C | null }>,
  first: C,
): AsyncGenerator<T, undefined> {
  for (let after: C | null = first, isFirst = true; isFirst || after !== null; isFirst = false) {
    const page: { readonly items: readonly T[]; readonly next: C | null } = await read(after as C)
    yield* page.items
    after = page.next
  }
  return undefined
}

const rowsOf = async (
  { store, second, embedder }: Compared,
  keys: readonly number[],
): Promise<Map<number, { readonly hash: string | undefined; readonly seq: number }>> => {
  if (keys.length === 0) return new Map()
  const { rows } = await store.outbox(embedder, { keys: Uint32Array.from(keys) }, keys.length)
  const living = rows.filter(({ isThere }: OutboxRow) => isThere)
  const hashes = await second.hashes(living)
  return new Map(living.map(({ key, seq }, i) => [key, { hash: hashes[i], seq }]))
}

/** Tells what it lacks, and takes away what is not here any more. Points of others stay. */
export const mendNamespace = async (
  { store, second, embedder }: Compared,
  { namespace, wrong, dead }: Differences,
  signal: AbortSignal,
): Promise<void> => {
  for (let at = 0; at < wrong.length; at += AT_ONCE) {
    signal.throwIfAborted()
    const keys = Uint32Array.from(wrong.slice(at, at + AT_ONCE))
    const { rows, vectors } = await store.outbox(embedder, { keys }, keys.length)
    // What it has may say that it is newer than what is here, and be wrong.
    await second.remove(
      namespace,
      rows.map(({ id }) => id),
    )
    await second.write(namespace, rows, vectors)
  }
  for (let at = 0; at < dead.length; at += AT_ONCE) {
    signal.throwIfAborted()
    await second.remove(namespace, dead.slice(at, at + AT_ONCE))
  }
}
