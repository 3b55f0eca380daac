import type { Replayed, ReplayQuery } from '#contract/life'
import { randomFrom } from '../fractal/random.ts'
import { salience } from '../gate/salience.ts'
import type { Clock, MemoryKey, MemoryStore } from '../ports.ts'
import type { FilterCache } from '../recall/filter-cache.ts'
import { ALL_MEMORIES } from './all-memories.ts'
import { rowsOf } from './episodes.ts'
import type { Hooks } from './hooks.ts'
import { sampleByWeight, sampleUniformly } from './sample.ts'

interface ReplayParts {
  readonly store: MemoryStore
  readonly filters: FilterCache
  readonly clock: Clock
  readonly hooks: Hooks
}

/** Memories to look at again (LIFE-5). Which may be drawn is known until something changes; only what is drawn is read. */
export class Replay {
  readonly #parts: ReplayParts

  constructor(parts: ReplayParts) {
    this.#parts = parts
  }

  draw(query: ReplayQuery): Promise<Replayed> {
    const { namespace, count } = query
    return this.#parts.hooks.around(
      'reflect',
      () => ({ namespace, count }),
      () => this.#draw(query),
    )
  }

  async #draw({ namespace, count, by, filter = ALL_MEMORIES, seed }: ReplayQuery): Promise<Replayed> {
    const { store, filters, clock } = this.#parts
    const now = clock.now()
    const chosen = seed ?? Math.floor(now * 1000) % 2 ** 31
    const random = randomFrom(chosen)
    const keys = await filters.matching(namespace, filter)
    const drawn =
      by === 'uniform'
        ? sampleUniformly(keys, count, random)
        : await sampleByWeight(keys, count, random, (some) => this.#salienceOf(some, now))
    const weights = await this.#salienceOf(drawn, now)
    const found = new Map((await rowsOf(store, drawn)).map((row) => [row.key, row]))
    const memories = [...drawn].flatMap((key: MemoryKey, i) => {
      const one = found.get(key)
      return one === undefined ? [] : [{ memory: one.row, text: one.text, salience: weights[i] as number }]
    })
    return { seed: chosen, memories }
  }

  async #salienceOf(keys: Uint32Array, now: number): Promise<Float64Array> {
    const { importance, time } = await this.#parts.store.attributes(keys)
    return importance.map((value, i) => salience(value, now - (time[i] as number)))
  }
}
