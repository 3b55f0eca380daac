import { nearestRoom, nearestRows } from './nearest-rows.ts'
import { randomFrom, sampleOf } from './random.ts'
import { Workbench } from './workbench.ts'

export interface TruthInput {
  readonly kind: 'truth'
  readonly seed: number
  readonly rows: Uint32Array
  /** How many of the rows ask. */
  readonly queries: number
  readonly k: number
}

export interface Truth {
  /** Rows that asked. */
  readonly queries: Uint32Array
  /** Row-major [queries x k]: the rows nearest to each, itself left out. */
  readonly nearest: Uint32Array
}

/** Room that {@link truth} needs. */
export const truthBytes = ({ queries }: TruthInput, width: number): number =>
  Workbench.bytesFor(width, nearestRoom(queries))

/** The exact answers to a sample of the rows themselves: what searches are calibrated with. */
export function* truth(bench: Workbench, input: TruthInput): Generator<void, Truth> {
  const { rows, k } = input
  const queries = sampleOf(rows, input.queries, randomFrom(input.seed))
  const nearest = yield* nearestRows(bench, {
    queries: bench.keptFloatRowsOf(queries),
    askers: queries,
    rows,
    k,
  })
  return { queries, nearest }
}
