import { readFileSync } from 'node:fs'
import { readStaticAsset, StaticAssetError } from './asset-format.ts'
import { createStaticEmbedder, type StaticEmbedder } from './static-embedder.ts'

const read = (path: string): Uint8Array => {
  try {
    return readFileSync(path)
  } catch (cause) {
    throw new StaticAssetError(`The word vectors of the default embedder cannot be read at ${path}`, {
      cause,
    })
  }
}

/**
 * Opens the default embedder from its asset. Reads synchronously: it is called once, in a worker, before the first
 * text.
 * @throws StaticAssetError when the file is missing, torn or foreign
 */
export const loadStaticEmbedder = (path: string): StaticEmbedder =>
  createStaticEmbedder(readStaticAsset(read(path)))
