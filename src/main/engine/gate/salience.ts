import type { Clock, MemoryKey, MemoryStore } from '../ports.ts'
import type { FusedKey } from '../recall/fuse.ts'
import { clamp01 } from './gate-score.ts'

export interface SalienceSettings {
  /** Null where salience changes nothing. */
  readonly threshold: number | null
  readonly below: 'rank-down' | 'hide'
}

export const NO_SALIENCE: SalienceSettings = { threshold: null, below: 'rank-down' }

/** GATE-6. @param age seconds; what lies in the future is new */
export const salience = (importance: number, age: number): number =>
  clamp01(0.5 / (1 + Math.exp(-importance)) + 0.5 / (1 + Math.max(0, age)))

/** A place in a ranking; what is demoted stands behind all that is not. */
export interface Placed extends FusedKey {
  readonly isDemoted?: boolean
}

/** Takes what is below the threshold out of a ranking, or puts it behind the rest in its own order. */
export const placeBySalience = async (
  { store, clock, salience: settings }: SalienceParts,
  ranked: readonly FusedKey[],
): Promise<readonly Placed[]> => {
  const { threshold, below } = settings
  if (threshold === null || ranked.length === 0) return ranked
  const { importance, time } = await store.attributes(Uint32Array.from(ranked, ({ key }) => key))
  const now = clock.now()
  const low = new Set<MemoryKey>(
    ranked
      .filter((_, i) => salience(importance[i] as number, now - (time[i] as number)) < threshold)
      .map(({ key }) => key),
  )
  const high = ranked.filter(({ key }) => !low.has(key))
  if (below === 'hide') return high
  return [...high, ...ranked.filter(({ key }) => low.has(key)).map((one) => ({ ...one, isDemoted: true }))]
}

interface SalienceParts {
  readonly store: MemoryStore
  readonly clock: Clock
  readonly salience: SalienceSettings
}

/** The salience of memories as they are shown. */
export class SalienceReader {
  readonly #parts: Pick<SalienceParts, 'store' | 'clock'>

  constructor(parts: Pick<SalienceParts, 'store' | 'clock'>) {
    this.#parts = parts
  }

  /** In the order of the places; null where there is no living memory. */
  async of(namespace: string, coordinates: readonly (readonly number[])[]): Promise<(number | null)[]> {
    const { store, clock } = this.#parts
    const now = clock.now()
    return (await store.rowsAt(namespace, coordinates)).map((row) => {
      if (row === null || row.deletedAt !== null) return null
      return salience(row.importance, now - (row.timestamp ?? row.createdAt))
    })
  }
}
