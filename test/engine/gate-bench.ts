import type { GateSettings } from '#contract/gate'
import type { StoreInput } from '#contract/memories'
import { createHashingEmbedder } from '#embedders/hashing/hashing-embedder'
import { DEFAULT_GATE } from '#engine/gate/gate'
import { openTestEngine, type TestEngine } from '../recall/engine.ts'

export const A = 'agents'
export const DIMENSION = 32

export interface GateBench extends TestEngine {
  readonly store1: (
    x: number,
    text: string,
    extra?: Partial<StoreInput>,
  ) => ReturnType<TestEngine['engine']['memories']['store']>
}

/** An engine with the gate on, and a namespace. */
export const openGate = async (settings: Partial<GateSettings> = {}): Promise<GateBench> => {
  const gate = { ...DEFAULT_GATE, isOn: true, threshold: 0.3, ...settings }
  const test = await openTestEngine(createHashingEmbedder(DIMENSION), { gate })
  await test.engine.namespaces.create(A)
  return {
    ...test,
    store1: (x, text, extra = {}) => test.engine.memories.store({ ...input(x, text), ...extra }, 'ann'),
  }
}

export const input = (x: number, text: string): StoreInput => ({
  namespace: A,
  coordinate: [x],
  payload: JSON.stringify({ text, n: x }),
  type: 'semantic',
  importance: 0,
  ifTaken: 'update',
})
