import { workerData } from 'node:worker_threads'
import { chooseKernel } from '#engine/fractal/kernel/choose-kernel'
import { Trial } from '#engine/fractal/trial'
import type { MapOrder } from '#engine/ports'
import { SnapshotMemory } from '#engine/snapshot/snapshot-memory'
import { restingFor } from './attention.ts'
import { crc } from './snapshot-file.ts'
import { serveThread } from './thread.ts'

export interface TrialStart {
  readonly dimension: number
  readonly space: number
  /** Of {@link Attention}; null where nobody is waited for. */
  readonly attention: Int32Array | null
}

/** What `FractalIndex.copy` wrote, in memory that is shared. */
export interface CopiedSpace {
  readonly chunks: readonly SharedArrayBuffer[]
  readonly bytes: number
}

/** A copy of a namespace's index, in a thread and a memory of its own. */
await serveThread(async () => {
  const { dimension, space, attention } = workerData as TrialStart
  const rest = attention ? restingFor(attention, () => performance.now()) : () => {}
  let trial: Trial | undefined
  const loaded = (): Trial => {
    if (trial === undefined) throw new Error('the trial has no copy yet')
    return trial
  }
  return {
    methods: {
      // Not by the data that the thread starts with: those would be held as long as it lives.
      load: ({ chunks, bytes }: CopiedSpace) => {
        const source = new SnapshotMemory(chunks, bytes)
        const elapsed = (): number => performance.now()
        trial = new Trial({ dimension, space, kernel: chooseKernel(), source, crc, elapsed, rest })
      },
      nearest: (...args: Parameters<Trial['nearest']>) => loaded().nearest(...args),
      effort: (...args: Parameters<Trial['effort']>) => loaded().effort(...args),
      measure: (...args: Parameters<Trial['measure']>) => loaded().measure(...args),
      explain: (...args: Parameters<Trial['explain']>) => loaded().explain(...args),
      rebuild: (...args: Parameters<Trial['rebuild']>) => loaded().rebuild(...args),
      change: (count: number) => loaded().change(count),
      health: () => loaded().health(),
      beginMap: (order: MapOrder) => loaded().beginMap(order),
      nextOfMap: () => loaded().nextOfMap(),
    },
    details: null,
  }
})
