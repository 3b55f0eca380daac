import { nearestRoom, nearestRows } from './nearest-rows.ts'
import { Workbench } from './workbench.ts'

export interface NearestInput {
  readonly kind: 'nearest'
  /** Row-major [queries x dimension]. */
  readonly vectors: Float32Array
  readonly dimension: number
  readonly rows: Uint32Array
  readonly k: number
}

/** Room that {@link nearest} needs. */
export const nearestBytes = ({ vectors, dimension }: NearestInput, width: number): number => {
  const queries = vectors.length / dimension
  const { rows, numbers } = nearestRoom(queries)
  return Workbench.bytesFor(width, { rows: queries + rows, numbers })
}

/** The rows nearest to vectors that are no rows: row-major [queries x k], in no order. */
export function* nearest(bench: Workbench, input: NearestInput): Generator<void, Uint32Array> {
  const { vectors, dimension, rows, k } = input
  const count = vectors.length / dimension
  const first = bench.rows(count)
  for (let i = 0; i < count; i++) {
    const floats = bench.floatsOf(first + i)
    floats.fill(0)
    floats.set(vectors.subarray(i * dimension, (i + 1) * dimension))
  }
  const queries = Uint32Array.from({ length: count }, (_, i) => first + i)
  return yield* nearestRows(bench, { queries, rows, k })
}
