import type { GatePreview, GateSettings } from '#contract/gate'
import { type Payload, type PayloadLimits, readPayload } from '../memory/payload.ts'
import type { MemoryStore } from '../ports.ts'
import type { ActiveVectors, VectorPair } from '../vectors/active-vectors.ts'
import { type Candidate, type Ruling, Trial } from './trial.ts'

/** Off (GATE-1). The threshold stops what is more than nine tenths like something that is there. */
export const DEFAULT_GATE: Omit<GateSettings, 'salience'> = {
  isOn: false,
  threshold: 0.1,
  weights: { novelty: 1, error: 0 },
  inboxLimit: 1000,
}

/** The writes of one call, and whose vectors they have. */
interface Call {
  readonly namespace: string
  readonly candidates: readonly Candidate[]
  readonly pair: VectorPair
}

export interface GateParts {
  readonly store: MemoryStore
  readonly vectors: ActiveVectors
  readonly settings: GateSettings
  readonly limits: PayloadLimits
  readonly textFields: readonly (readonly string[])[]
}

/** Decides which writes say something new. What it stops is for the inbox to keep. */
export class Gate {
  readonly #parts: GateParts
  readonly #turns = new Map<string, Promise<unknown>>()

  constructor(parts: GateParts) {
    this.#parts = parts
  }

  /** As they are now. */
  get settings(): GateSettings {
    return this.#parts.settings
  }

  /**
   * Rules on the writes of a call and does what follows, one call of a namespace after the other: two that say the same
   * at the same time must not both be new.
   */
  inTurn<T>(call: Call, follow: (rulings: readonly Ruling[]) => Promise<T>): Promise<T> {
    const { namespace, candidates } = call
    if (!this.settings.isOn) return follow(candidates.map(() => ({ passes: true, gate: null, why: null })))
    const before = this.#turns.get(namespace) ?? Promise.resolve()
    const done = before.then(async () => follow(await this.#ruleAll(call)))
    const settled = done
      .catch(() => {})
      .then(() => {
        if (this.#turns.get(namespace) === settled) this.#turns.delete(namespace)
      })
    this.#turns.set(namespace, settled)
    return done
  }

  /** GATE-5. @throws AppError `memory/payload-invalid`, `memory/payload-too-large` */
  async preview({
    namespace,
    text,
    payload = '{}',
    reward,
  }: {
    readonly namespace: string
    readonly text?: string | undefined
    readonly payload?: string | undefined
    readonly reward?: number | undefined
  }): Promise<GatePreview> {
    const { store, vectors, settings } = this.#parts
    const probe = text ?? this.#read(payload).text
    return vectors.use(async (pair) => {
      const trial = await Trial.open({ store, ...pair }, settings, { namespace, coordinates: [] })
      const [vector] = await pair.sync.vectorsOf([probe])
      const { passes, gate } = await trial.judge({ vector, reward })
      return { isOn: settings.isOn, passes, gate }
    })
  }

  #read(payload: string): Payload {
    return readPayload(payload, this.#parts.limits, this.#parts.textFields)
  }

  async #ruleAll({ namespace, candidates, pair }: Call): Promise<Ruling[]> {
    const coordinates = candidates.map(({ coordinate }) => coordinate)
    const parts = { store: this.#parts.store, ...pair }
    const trial = await Trial.open(parts, this.settings, { namespace, coordinates })
    const rulings: Ruling[] = []
    for (const candidate of candidates) rulings.push(await trial.rule(candidate))
    return rulings
  }
}
