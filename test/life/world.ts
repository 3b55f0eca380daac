import type { Filter } from '#contract/filter'
import { createHashingEmbedder } from '#embedders/hashing/hashing-embedder'
import type { EngineOptions } from '#engine/engine-options'
import type { EnginePorts } from '#engine/index'
import { openTestEngine, type TestEngine } from '../recall/engine.ts'

export const A = 'agents'
export const EVERYTHING: Filter = { is: 'importance', min: -1e9 }

export interface LifeWorld extends TestEngine {
  /** Stores an episode at (x, 0). */
  readonly episode: (x: number, text: string, extra?: Readonly<Record<string, unknown>>) => Promise<number>
}

/** An engine with an empty namespace; words alone decide how like two texts are. */
export const openLife = async (
  options: EngineOptions = {},
  advisers: Pick<EnginePorts, 'summariser' | 'predictor' | 'observer'> = {},
): Promise<LifeWorld> => {
  const test = await openTestEngine(createHashingEmbedder(64), options, advisers)
  await test.engine.namespaces.create(A)
  return {
    ...test,
    episode: async (x, text, extra = {}) => {
      const { fields, ...input } = { fields: {}, ...extra }
      const outcome = await test.engine.memories.store(
        {
          namespace: A,
          coordinate: [x, 0],
          payload: JSON.stringify({ text, ...(fields as object) }),
          type: 'episodic',
          importance: 0,
          ifTaken: 'update',
          ...input,
        },
        'ann',
      )
      return outcome.seq
    },
  }
}

/** The last item of a stream that reports progress on the way. */
export const resultOf = async <T extends { readonly type: string }>(
  items: AsyncIterable<T>,
): Promise<Extract<T, { type: 'result' }>> => {
  for await (const item of items) if (item.type === 'result') return item as Extract<T, { type: 'result' }>
  throw new Error('the stream ended without a result')
}
