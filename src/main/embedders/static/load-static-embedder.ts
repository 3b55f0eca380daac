import { closeSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs'
import type { EmbedderName } from '#engine/ports'
import { headerBytes, readStaticAsset, readStaticHeader, StaticAssetError } from './asset-format.ts'
import { createStaticEmbedder, type StaticEmbedder, staticName } from './static-embedder.ts'

const orSay = <T>(path: string, read: () => T): T => {
  try {
    return read()
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
  createStaticEmbedder(readStaticAsset(orSay(path, () => readFileSync(path))))

/**
 * What the default embedder of an asset will be called, by the first bytes and the size of its file: that takes no time, and the
 * rest is looked at when it is loaded.
 * @throws StaticAssetError when the file is missing, torn or foreign
 */
export const readStaticName = (path: string): EmbedderName => {
  const bytes = Buffer.alloc(headerBytes)
  const { read, size } = orSay(path, () => {
    const file = openSync(path, 'r')
    try {
      return { read: readSync(file, bytes), size: fstatSync(file).size }
    } finally {
      closeSync(file)
    }
  })
  return staticName(readStaticHeader(bytes.subarray(0, read), size))
}
