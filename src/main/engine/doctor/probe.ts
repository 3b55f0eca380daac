/** Cosines come from codes of full precision: only the order of adding differs. */
export const SAME_PRODUCT = 1e-4

/** A vector of length 1 in no direction that means anything; the same each time (IDX-9). */
export const probeOf = (dimension: number): Float32Array => {
  const probe = Float32Array.from({ length: dimension }, (_, i) => Math.sin(1 + i * 12.9898) + 0.1)
  const length = Math.sqrt(probe.reduce((sum, x) => sum + x * x, 0))
  return probe.map((x) => x / length)
}

/** With the numbers from a place on. */
export const product = (vectors: Float32Array, from: number, probe: Float32Array): number => {
  let sum = 0
  for (let i = 0, at = from; i < probe.length; i++, at++)
    sum += (vectors[at] as number) * (probe[i] as number)
  return sum
}
