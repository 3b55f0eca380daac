import { createHashingEmbedder } from '#embedders/hashing/hashing-embedder'
import { serveThread } from '#workers/thread'

/** An embedder's worker, to which one text is its death. */
await serveThread(async () => {
  const { id, dimension, embed } = createHashingEmbedder(32)
  const mortal = (texts: readonly string[]) => (texts.includes('the end') ? process.exit(1) : embed(texts))
  return { methods: { embed: mortal, close: () => {} }, details: { id, dimension } }
})
