import type { VectorBatch } from '#engine/ports'

const batchRows = 4096
export const space = 1

/** Rows `first` ... as our indexes take them; keys count on from `key`. */
export const putBatch = (rows: Float32Array, key: number, dimension: number): VectorBatch => {
  const length = rows.length / dimension
  return {
    spaces: new Uint32Array(length).fill(space),
    keys: Uint32Array.from({ length }, (_, i) => key + i),
    alive: new Uint8Array(length).fill(1),
    vectors: rows,
    cursor: { seq: 0, key: 0 },
    complete: true,
  }
}

export const removeBatch = (key: number, dimension: number): VectorBatch => ({
  ...putBatch(new Float32Array(dimension), key, dimension),
  alive: new Uint8Array(1),
})

/** A matrix in batches of the size in which the app loads; the last one is complete. */
export function* batchesOf(
  rows: Float32Array,
  { dimension, size = batchRows }: { readonly dimension: number; readonly size?: number },
): Generator<VectorBatch> {
  const count = rows.length / dimension
  for (let key = 0; key < count; key += size) {
    const batch = putBatch(rows.subarray(key * dimension, (key + size) * dimension), key, dimension)
    // One row at a time is nobody's first load.
    yield { ...batch, complete: size === 1 || key + size >= count }
  }
}
