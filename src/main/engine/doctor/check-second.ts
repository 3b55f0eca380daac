import type { DoctorReach } from '#contract/doctor'
import { type Compared, compareNamespace, type Differences } from '../outbox/compare.ts'
import type { Blocked } from '../outbox/outbox.ts'
import type { MemoryStore } from '../ports.ts'
import { type FileFinding, MOST_TOLD } from './doctor-ports.ts'

/** The store elsewhere as the doctor sees it. */
export interface SecondOpinion extends Compared {
  readonly name: string
  /** What has yet to be told is told first, or it would differ. @returns why it cannot be told */
  readonly tellAll: (signal: AbortSignal) => Promise<string | null>
  readonly spaces: () => readonly { readonly space: number; readonly namespace: string }[]
  readonly blocked: () => readonly Blocked[]
}

/** Holds what Qdrant has against the memories, each by its id, content and, of all or of some, its vector. */
export const checkSecond = async (
  second: SecondOpinion,
  looking: { readonly signal: AbortSignal; readonly vectors: DoctorReach },
) => {
  const found: FileFinding[] = []
  const differing: Differences[] = []
  const tell = (finding: Omit<FileFinding, 'part'>, part: FileFinding['part'] = 'elsewhere'): void => {
    if (found.length < MOST_TOLD) found.push({ part, ...finding })
  }
  let [compared, differences] = [0, 0]
  const vectors = { compared: 0, differences: 0 }
  const why = await second.tellAll(looking.signal)
  if (why !== null) {
    differences++
    tell({ namespace: null, coordinate: null, what: `it cannot be compared: ${why}`, canRepair: false })
  }
  for (const { namespace, why: reason } of second.blocked()) {
    differences++
    tell({ namespace, coordinate: null, what: reason, canRepair: false })
  }
  for (const space of why === null ? second.spaces() : []) {
    const one = await compareNamespace(second, space, looking)
    compared += one.compared
    vectors.compared += one.readBack
    vectors.differences += one.otherVectors
    const wrong = one.wrong.length + one.dead.length + one.strangers
    differences += wrong - one.otherVectors
    if (wrong > 0) differing.push(one)
    const places = await placesOf(second.store, one)
    for (const { key, what, is } of one.told) {
      const coordinate = key === null ? null : (places.get(key) ?? null)
      const part = is === 'vector' ? 'elsewhere-vectors' : 'elsewhere'
      tell({ namespace: one.namespace, coordinate, what, canRepair: is !== 'stranger' }, part)
    }
  }
  const checked = [
    { part: 'elsewhere' as const, compared, differences },
    { part: 'elsewhere-vectors' as const, ...vectors },
  ]
  return { checked, found, differing }
}

const placesOf = async (
  store: MemoryStore,
  { told }: Differences,
): Promise<ReadonlyMap<number, readonly number[]>> => {
  const keys = told.flatMap(({ key }) => (key === null ? [] : [key]))
  const rows = await store.rows(Uint32Array.from(keys))
  return new Map(rows.map(({ key, row }) => [key, row.coordinate]))
}
