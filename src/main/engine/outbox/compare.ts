import type { DoctorReach } from '#contract/doctor'
import { MOST_TOLD } from '../doctor/doctor-ports.ts'
import type { MemoryStore, SecondPoint, SecondStore } from '../ports.ts'

const AT_ONCE = 500
/** Of the vectors one in so many is read back, where not all are. */
const SAMPLE_STEP = 16
/** Qdrant scales to length 1 again what has it already. */
const SAME_NUMBER = 1e-4

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
  /** Memories whose vectors were read back. */
  readBack: number
  /** Among those that are wrong, those of which only the vector is another. */
  otherVectors: number
  /** Memories that it lacks, or has in another state. */
  readonly wrong: number[]
  /** Points of memories that are not here any more. */
  readonly dead: string[]
  /** Points that this program did not write. */
  strangers: number
  /** Some of them, with their places. */
  readonly told: { readonly key: number | null; readonly what: string; readonly is: Kind }[]
}

type Kind = 'state' | 'vector' | 'stranger'

interface Pair {
  readonly key: number
  readonly point: SecondPoint
  /** Whether its vector is read back too. */
  readonly isProbed: boolean
}

interface Looking {
  readonly signal: AbortSignal
  readonly vectors: DoctorReach
}

/** Walks through both in the order of ids: nothing but a page of each is held. */
export const compareNamespace = async (
  compared: Compared,
  { space, namespace }: { readonly space: number; readonly namespace: string },
  { signal, vectors }: Looking,
): Promise<Differences> => {
  const { store, second, embedder } = compared
  const found: Differences = {
    ...{ namespace, compared: 0, readBack: 0, otherVectors: 0, strangers: 0 },
    ...{ wrong: [], dead: [], told: [] },
  }
  const tell = (key: number | null, what: string, is: Kind = 'state'): void => {
    if (found.told.length < MOST_TOLD) found.told.push({ key, what, is })
  }
  const here = pages(async (after: string) => {
    const ids = await store.outboxIds(embedder, space, after, AT_ONCE)
    return { items: ids, next: ids.length < AT_ONCE ? null : (ids.at(-1)?.id ?? null) }
  }, '')
  const there = pages(async (after: string | null) => {
    const { points, next } = await second.points(namespace, after, AT_ONCE)
    return { items: points, next }
  }, null)
  let both: Pair[] = []
  const holdTogether = async (): Promise<void> => {
    signal.throwIfAborted()
    for (const { key, what, is } of await differing(compared, namespace, both)) {
      found.wrong.push(key)
      if (is === 'vector') found.otherVectors++
      tell(key, what, is)
    }
    found.readBack += both.filter(({ isProbed }) => isProbed).length
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
        tell(null, `Qdrant has a point of another program (${other.value.id})`, 'stranger')
      } else {
        found.dead.push(other.value.id)
        tell(null, `Qdrant has a memory that is not here any more (${other.value.id})`)
      }
      other = await there.next()
    } else {
      const isProbed = vectors === 'all' || found.compared % SAMPLE_STEP === 0
      found.compared++
      both.push({ key: own.value.key, point: other.value, isProbed })
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

interface Differing {
  readonly key: number
  readonly what: string
  readonly is: Kind
}

/** Those of both that are not the same on both sides, each with what is other. */
const differing = async (
  { store, second, embedder }: Compared,
  namespace: string,
  both: readonly Pair[],
): Promise<Differing[]> => {
  if (both.length === 0) return []
  const keys = Uint32Array.from(both, ({ key }) => key)
  const { rows, vectors } = await store.outbox(embedder, { keys }, keys.length)
  const dimension = vectors.length / rows.length
  const living = rows.flatMap((row, i) => (row.isThere ? [{ row, at: i * dimension }] : []))
  const hashes = await second.hashes(living.map(({ row }) => row))
  const here = new Map(living.map(({ row, at }, i) => [row.key, { seq: row.seq, hash: hashes[i], at }]))
  const probed = both.filter(({ isProbed }) => isProbed)
  const ids = probed.map(({ point }) => point.id)
  const numbers = ids.length === 0 ? new Float32Array() : await second.vectorsOf(namespace, ids)
  const rowOf = new Map(probed.map(({ key }, row) => [key, row * dimension]))
  return both.flatMap(({ key, point }): Differing[] => {
    const own = here.get(key)
    const row = rowOf.get(key)
    if (own === undefined) return [{ key, what: 'it was changed meanwhile: look again', is: 'state' }]
    const what = stateOf(own, point)
    if (what !== null) return [{ key, what, is: 'state' }]
    if (row === undefined || isSame({ vectors, at: own.at, numbers, row, dimension })) return []
    return [{ key, what: 'Qdrant has another vector of it', is: 'vector' }]
  })
}

/** What is other about the state that is there; null where nothing is. */
const stateOf = (
  own: { readonly seq: number; readonly hash: string | undefined },
  { seq, hash }: SecondPoint,
): string | null => {
  if (own.hash === hash && own.seq === seq) return null
  if (seq === null) return 'Qdrant has a point of another program in its place'
  if (seq < own.seq) return `Qdrant has an older state of it, of change ${seq}; here it is of ${own.seq}`
  if (seq > own.seq) return `Qdrant has a state of change ${seq}, which is not here; here it is of ${own.seq}`
  return 'Qdrant has it with other contents'
}

interface TwoVectors {
  readonly vectors: Float32Array
  readonly at: number
  readonly numbers: Float32Array
  readonly row: number
  readonly dimension: number
}

const isSame = ({ vectors, at, numbers, row, dimension }: TwoVectors): boolean => {
  for (let i = 0; i < dimension; i++) {
    // No number is near to NaN, which stands for a vector that is not there.
    if (!(Math.abs((vectors[at + i] as number) - (numbers[row + i] as number)) <= SAME_NUMBER)) return false
  }
  return true
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
