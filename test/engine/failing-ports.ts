import type { Embedder, VectorIndex } from '#engine/ports'

/** A worker that dies when it is told to, and is new when the index is cleared. */
export class Mortal {
  #dead = false
  /** Resolves when the next call arrives at a gate; the call goes on when it is opened. */
  #gate: { readonly reached: () => void; readonly open: Promise<void> } | null = null

  die(): void {
    this.#dead = true
  }

  revive(): void {
    this.#dead = false
  }

  /** Holds up the next embedding. */
  gate(): { readonly reached: Promise<void>; readonly open: () => void } {
    const reached = Promise.withResolvers<void>()
    const open = Promise.withResolvers<void>()
    this.#gate = { reached: reached.resolve, open: open.promise }
    return { reached: reached.promise, open: open.resolve }
  }

  embedder(embedder: Embedder): Embedder {
    return {
      id: embedder.id,
      dimension: embedder.dimension,
      embed: async (texts, options) => {
        this.#check()
        const gate = this.#gate
        this.#gate = null
        gate?.reached()
        await gate?.open
        return embedder.embed(texts, options)
      },
    }
  }

  index(index: VectorIndex): VectorIndex {
    const mortal =
      <A extends unknown[], R>(method: (...args: A) => Promise<R>) =>
      async (...args: A): Promise<R> => {
        this.#check()
        return method(...args)
      }
    return {
      apply: mortal(index.apply),
      search: mortal(index.search),
      searchTraced: mortal(index.searchTraced),
      explain: mortal(index.explain),
      walk: mortal(index.walk),
      similarities: mortal(index.similarities),
      vectorOf: mortal(index.vectorOf),
      dropSpace: mortal(index.dropSpace),
      stats: mortal(index.stats),
      health: mortal(index.health),
      nearest: mortal(index.nearest),
      openTrial: mortal(index.openTrial),
      clear: mortal(index.clear),
      saved: mortal(index.saved),
      restore: mortal(index.restore),
      save: mortal(index.save),
      close: index.close,
    }
  }

  #check(): void {
    if (this.#dead) throw new Error('the worker is dead')
  }
}
