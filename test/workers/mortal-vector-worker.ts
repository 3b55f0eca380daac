import { createHashingEmbedder } from '#embedders/hashing/hashing-embedder'
import { chooseKernel } from '#engine/vectors/dot-kernel'
import { ExactIndex } from '#engine/vectors/exact-index'
import { serveThread } from '#workers/thread'

/** The vector worker with a small embedder, to which one text is its death. */
await serveThread(async () => {
  const embedder = createHashingEmbedder(32)
  const index = new ExactIndex({ dimension: 32, kernel: chooseKernel() })
  return {
    methods: {
      embed: (texts: readonly string[]) =>
        texts.includes('the end') ? process.exit(1) : embedder.embed(texts),
      apply: (batch) => index.apply(batch),
      search: (query) => index.search(query),
      similarities: (space, vector, keys) => index.similarities(space, vector, keys),
      vectorOf: (space, key) => index.vectorOf(space, key),
      dropSpace: (space) => index.dropSpace(space),
      stats: () => index.stats(),
      clear: () => index.close(),
    },
    details: { id: embedder.id, dimension: embedder.dimension },
  }
})
