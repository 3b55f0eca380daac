import { crc32 } from 'node:zlib'

/**
 * The file of the static embedder; little-endian:
 *
 *   0  magic 'SOMAEMB' and a zero   8 bytes
 *   8  format version               u32, 1
 *  12  release of the model         u32, becomes part of the embedder's id
 *  16  rows                         u32
 *  20  dimension                    u32, even
 *  24  words known to the source    u32, of which the rows are a choice
 *  28  length of the word list      u32, bytes
 *  32  CRC-32 of all that follows   u32
 *  36  word list                    UTF-8, one a line, most frequent first; zeros to a multiple of 4
 *      scales                       f32 [rows]
 *      cells                        4 bits each, two a byte, low half first; value = (cell - 8) * scale of the row
 */
export interface StaticAsset {
  readonly release: number
  readonly dimension: number
  /**
   * Row i is the vector of words[i]. By falling frequency: a row's number stands for its frequency rank, exactly for
   * the frequent words, and for rare ones near enough (the weight of all of them is 1 but for a hundredth).
   */
  readonly words: readonly string[]
  /** Size of the frequency-sorted vocabulary that `words` was chosen from. */
  readonly sourceWords: number
  /** [words.length] */
  readonly scales: Float32Array
  /** [words.length x dimension / 2] */
  readonly cells: Uint8Array
}

/** The file is missing, torn, foreign or of another version; the message says which. */
export class StaticAssetError extends Error {
  override readonly name = 'StaticAssetError'
}

const magic = 'SOMAEMB\0'
const formatVersion = 1
export const headerBytes = 36

const refuse = (reason: string): never => {
  throw new StaticAssetError(
    `The word vectors of the default embedder cannot be used: ${reason}. Reinstall the app, or restore assets/embedder.`,
  )
}

const padded = (length: number): number => Math.ceil(length / 4) * 4

interface Header {
  readonly release: number
  readonly rows: number
  readonly dimension: number
  readonly sourceWords: number
  readonly wordBytes: number
  readonly checksum: number
}

/**
 * What the beginning of an asset says, without a look at the rest.
 * @param size of the whole file
 * @throws StaticAssetError
 */
export const readStaticHeader = (bytes: Uint8Array, size: number): Header => {
  if (bytes.length < headerBytes) refuse(`the file ends after ${bytes.length} bytes`)
  const view = new DataView(bytes.buffer, bytes.byteOffset, headerBytes)
  const field = (at: number): number => view.getUint32(at, true)
  if (new TextDecoder().decode(bytes.subarray(0, 8)) !== magic) refuse('the file is of another kind')
  if (field(8) !== formatVersion) refuse(`its format is ${field(8)}, this program reads ${formatVersion}`)
  const header = {
    release: field(12),
    rows: field(16),
    dimension: field(20),
    sourceWords: field(24),
    wordBytes: field(28),
  }
  const length = headerBytes + padded(header.wordBytes) + header.rows * (4 + header.dimension / 2)
  if (size !== length) refuse(`it is ${size} bytes long instead of ${length}`)
  return { ...header, checksum: field(32) }
}

/**
 * Checks and opens an asset; cells are a view on `bytes`, not a copy.
 * @throws StaticAssetError
 */
export const readStaticAsset = (bytes: Uint8Array): StaticAsset => {
  const { release, rows, dimension, sourceWords, wordBytes, checksum } = readStaticHeader(bytes, bytes.length)
  if (crc32(bytes.subarray(headerBytes)) !== checksum) refuse('its checksum does not match its contents')
  const words = new TextDecoder().decode(bytes.subarray(headerBytes, headerBytes + wordBytes)).split('\n')
  if (words.length !== rows) refuse(`it lists ${words.length} words for ${rows} vectors`)
  const scalesAt = headerBytes + padded(wordBytes)
  const cellsAt = scalesAt + rows * 4
  return {
    release,
    dimension,
    words,
    sourceWords,
    // Copied because a Float32Array must start at a multiple of 4 and the caller's buffer may not; not by slice(),
    // which a Buffer answers with a view.
    scales: new Float32Array(new Uint8Array(bytes.subarray(scalesAt, cellsAt)).buffer),
    cells: bytes.subarray(cellsAt),
  }
}

/** The inverse of {@link readStaticAsset}. */
export const writeStaticAsset = (asset: StaticAsset): Uint8Array => {
  const words = new TextEncoder().encode(asset.words.join('\n'))
  const scalesAt = headerBytes + padded(words.length)
  const cellsAt = scalesAt + asset.scales.byteLength
  const bytes = new Uint8Array(cellsAt + asset.cells.length)
  bytes.set(new TextEncoder().encode(magic), 0)
  bytes.set(words, headerBytes)
  bytes.set(new Uint8Array(asset.scales.buffer, asset.scales.byteOffset, asset.scales.byteLength), scalesAt)
  bytes.set(asset.cells, cellsAt)
  const view = new DataView(bytes.buffer)
  const fields = [
    formatVersion,
    asset.release,
    asset.words.length,
    asset.dimension,
    asset.sourceWords,
    words.length,
    crc32(bytes.subarray(headerBytes)),
  ]
  fields.forEach((value, i) => {
    view.setUint32(8 + 4 * i, value, true)
  })
  return bytes
}
