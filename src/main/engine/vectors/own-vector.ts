import { AppError } from '#contract/errors'
import type { OwnVector } from '#contract/memories'
import type { EmbedderName } from '../ports.ts'

/**
 * A vector that a caller brought, checked and brought to length 1; never padded or cut (EMB-6).
 * @throws AppError `vector/dimension`, `vector/invalid`
 */
export const readOwnVector = (given: OwnVector, { id, dimension }: EmbedderName): Float32Array => {
  const vector = typeof given === 'string' ? fromBase64(given) : Float32Array.from(given)
  if (vector.length !== dimension) {
    throw new AppError('vector/dimension', { actual: vector.length, expected: dimension, embedder: id })
  }
  if (!vector.every(Number.isFinite)) return invalid('its numbers must be finite, as 32-bit floats')
  // The largest goes out first: squares of numbers that a float32 holds would leave its range.
  const largest = vector.reduce((most, n) => Math.max(most, Math.abs(n)), 0)
  if (largest === 0) return invalid('all its numbers are 0, so it has no direction')
  const scaled = Float64Array.from(vector, (n) => n / largest)
  const norm = Math.hypot(...scaled)
  return Float32Array.from(scaled, (n) => n / norm)
}

const fromBase64 = (text: string): Float32Array => {
  const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0))
  const size = Float32Array.BYTES_PER_ELEMENT
  if (bytes.length % size !== 0) return invalid(`${bytes.length} bytes are no whole number of 32-bit floats`)
  const view = new DataView(bytes.buffer)
  return Float32Array.from({ length: bytes.length / size }, (_, i) => view.getFloat32(i * size, true))
}

const invalid = (reason: string): never => {
  throw new AppError('vector/invalid', { reason })
}
