import type { GatePass } from '#contract/gate-record'
import type { GateVerdict } from '#contract/gate-verdict'
import { memoryId } from '../memory/coordinate.ts'
import { type GateWeights, gateScore, isStopped } from './gate-score.ts'
import { cosine, type Nearest, type NearestParts, nearestIn } from './nearest.ts'

/** A write that wants to pass. */
export interface Candidate {
  readonly coordinate: readonly number[]
  readonly title: string
  /** Of the text that is stored (MEM-6); undefined where it could not be made. */
  readonly vector: Float32Array | undefined
  readonly reward?: number | undefined
  readonly pinned?: boolean | undefined
  readonly force?: boolean | undefined
  readonly supersedes?: readonly number[] | undefined
}

/** Nothing is said of what the gate does not ask, or cannot tell: both pass. `why` is null while the gate is off. */
export type Ruling =
  | { readonly passes: true; readonly gate: GateVerdict | null; readonly why: GatePass | null }
  | { readonly passes: false; readonly gate: GateVerdict }

export interface TrialSettings {
  readonly threshold: number
  readonly weights: GateWeights
}

/**
 * The writes of one call before the gate, each against the memories that are there and against those that the call
 * stores before it, as if each had been a call of its own.
 */
export class Trial {
  readonly #parts: NearestParts
  readonly #place: { readonly namespace: string; readonly space: number }
  readonly #settings: TrialSettings
  /** Ids of the living memories at the places of the call. */
  readonly #taken: Set<string>
  /** What the call stores, by id. */
  readonly #earlier = new Map<string, Candidate>()

  private constructor(
    parts: NearestParts,
    place: { readonly namespace: string; readonly space: number },
    settings: TrialSettings,
    taken: Set<string>,
  ) {
    this.#parts = parts
    this.#place = place
    this.#settings = settings
    this.#taken = taken
  }

  static async open(
    parts: NearestParts,
    settings: TrialSettings,
    { namespace, coordinates }: { namespace: string; coordinates: readonly (readonly number[])[] },
  ): Promise<Trial> {
    const { store, sync } = parts
    const { space } = await store.space(namespace)
    const rows = await store.rowsAt(namespace, coordinates)
    const living = rows.filter((row) => row !== null && row.deletedAt === null)
    // What another process changed counts too (MEM-13).
    await sync.refresh()
    return new Trial(parts, { namespace, space }, settings, new Set(living.map((row) => row?.id ?? '')))
  }

  /** Judges a write and, if it passes, takes it for stored. */
  async rule(candidate: Candidate): Promise<Ruling> {
    const id = memoryId(this.#place.namespace, candidate.coordinate)
    const why = this.#exemption(id, candidate)
    const ruling: Ruling = why === null ? await this.judge(candidate) : { passes: true, gate: null, why }
    if (ruling.passes) this.#earlier.set(id, candidate)
    return ruling
  }

  /** What the gate says to a vector, without any of the reasons to pass that are none of its business (GATE-4). */
  async judge({ vector, reward }: Pick<Candidate, 'vector' | 'reward'>): Promise<Ruling> {
    const nearest = vector === undefined ? 'unknown' : await this.#nearest(vector)
    if (nearest === 'unknown') return { passes: true, gate: null, why: 'not-compared' }
    const { threshold, weights } = this.#settings
    const score = gateScore(nearest?.similarity ?? null, reward, weights)
    const gate = {
      ...score,
      threshold,
      nearest: nearest && { ...nearest, coordinate: [...nearest.coordinate] },
    }
    return isStopped(score.score, threshold) ? { passes: false, gate } : { passes: true, gate, why: 'new' }
  }

  #exemption(id: string, { pinned, force, supersedes }: Candidate): GatePass | null {
    if (this.#taken.has(id) || this.#earlier.has(id)) return 'update'
    if (supersedes !== undefined) return 'superseding'
    if (force === true) return 'forced'
    return pinned === true ? 'pinned' : null
  }

  /** Nothing is lost because of what cannot be known. */
  async #nearest(vector: Float32Array): Promise<Nearest | null | 'unknown'> {
    const { sync } = this.#parts
    sync.hurry()
    if (sync.state.state !== 'ready') return 'unknown'
    try {
      const there = await nearestIn(this.#parts, { space: this.#place.space, vector }, this.#earlier)
      return this.#nearestEarlier(vector, there)
    } catch (error) {
      sync.report(error)
      return 'unknown'
    }
  }

  #nearestEarlier(vector: Float32Array, there: Nearest | null): Nearest | null {
    let best = there
    for (const { coordinate, title, vector: other } of this.#earlier.values()) {
      if (other === undefined) continue
      const similarity = cosine(vector, other)
      if (best === null || similarity > best.similarity) best = { coordinate, title, similarity }
    }
    return best
  }
}
