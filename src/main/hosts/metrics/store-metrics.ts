import { Gauge, type Registry } from 'prom-client'
import type { VectorStoreState } from '#contract/app'

/** How the stores are, as the status says it. */
export interface StoresNow {
  /** Whether memories can be written. */
  readonly memories: boolean
  /** Null where vectors are on this computer alone. */
  readonly vectors: Pick<VectorStoreState, 'kind' | 'state' | 'pending' | 'oldest'> | null
  /** Epoch seconds. */
  readonly now: number
}

/** Health of stores and what waits for them, asked for when somebody looks. */
export class StoreMetrics {
  source: (() => Promise<StoresNow>) | null = null
  readonly #up: Gauge<'store'>
  readonly #depth: Gauge<'store'>
  readonly #age: Gauge<'store'>

  constructor(registry: Registry) {
    const of = (name: string, help: string) =>
      new Gauge({ name: `soma_${name}`, help, labelNames: ['store'] as const, registers: [registry] })
    this.#up = of('store_up', '1 while a store takes what it is told')
    this.#depth = of('outbox_depth', 'Memories that a second store was not told of yet')
    this.#age = of('outbox_age_seconds', 'How long the oldest of them has waited')
  }

  async refresh(): Promise<void> {
    const found = await this.source?.().catch(() => null)
    // What was known before says nothing of now, and a store that was given up has no health.
    for (const gauge of [this.#up, this.#depth, this.#age]) gauge.reset()
    if (!found) return
    const { memories, vectors, now } = found
    this.#up.set({ store: 'memories' }, memories ? 1 : 0)
    if (vectors === null) return
    const { kind: store, state, pending, oldest } = vectors
    this.#up.set({ store }, state === 'ready' ? 1 : 0)
    this.#depth.set({ store }, pending)
    this.#age.set({ store }, oldest === null ? 0 : Math.max(0, now - oldest))
  }
}
