import type { DoctorPart } from '#contract/doctor'
import type { MemoryStore, VectorFeed } from '../ports.ts'
import type { VectorPair } from '../vectors/active-vectors.ts'
import { type FileFinding, MOST_TOLD } from './doctor-ports.ts'
import { probeOf, product, SAME_PRODUCT } from './probe.ts'

const AT_ONCE = 4096
interface IndexDiagnosis {
  readonly checked: { readonly part: DoctorPart; readonly compared: number; readonly differences: number }
  readonly found: FileFinding[]
}

/**
 * Holds the index against the vectors of the store. Instead of every vector its product with one probe is compared, which
 * is another number for another vector.
 */
export const checkIndex = async (
  store: MemoryStore,
  { index, embedder, sync }: VectorPair,
  signal: AbortSignal,
): Promise<IndexDiagnosis> => {
  await sync.follow()
  const probe = probeOf(embedder.dimension)
  const wrong: { readonly key: number; readonly what: string }[] = []
  let [compared, differences] = [0, 0]
  for (let cursor = { seq: 0, key: 0 }, done = false; !done; ) {
    signal.throwIfAborted()
    const feed = await store.vectorsAfter(cursor, embedder.id, AT_ONCE)
    for (const [space, rows] of bySpace(feed)) {
      const keys = Uint32Array.from(rows, (row) => feed.keys[row] as number)
      const there = await index.similarities(space, probe, keys)
      for (const [i, row] of rows.entries()) {
        compared++
        const own = product(feed.vectors, row * probe.length, probe)
        const found = there[i] as number
        if (Math.abs(own - found) <= SAME_PRODUCT) continue
        differences++
        const what = Number.isNaN(found) ? 'the index does not have it' : 'the index has another vector of it'
        if (wrong.length < MOST_TOLD) wrong.push({ key: keys[i] as number, what })
      }
    }
    cursor = feed.cursor
    done = feed.complete
  }
  const { vectors } = await index.stats()
  const extra = vectors - compared
  const found = await placed(store, wrong)
  if (differences === 0 && extra > 0) {
    differences += extra
    const what = `the index has ${vectors} vectors, and the memories have ${compared}`
    found.push({ part: 'index', namespace: null, coordinate: null, what })
  }
  return { checked: { part: 'index', compared, differences }, found }
}

const bySpace = ({ keys, spaces, alive }: VectorFeed): Map<number, number[]> => {
  const rows = new Map<number, number[]>()
  for (let row = 0; row < keys.length; row++) {
    if (alive[row] !== 1) continue
    const space = spaces[row] as number
    const own = rows.get(space) ?? []
    own.push(row)
    rows.set(space, own)
  }
  return rows
}

const placed = async (
  store: MemoryStore,
  wrong: readonly { readonly key: number; readonly what: string }[],
): Promise<FileFinding[]> => {
  const rows = await store.rows(Uint32Array.from(wrong, ({ key }) => key))
  const places = new Map(rows.map(({ key, row }) => [key, row.coordinate]))
  return wrong.map(({ key, what }) => {
    return { part: 'index', namespace: null, coordinate: places.get(key) ?? null, what }
  })
}
