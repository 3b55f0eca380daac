import { cosine } from '../gate/nearest.ts'
import { isSameJson } from './json-value.ts'

export interface OutcomePolicy {
  readonly policy: 'exact' | 'threshold'
  /** How far off is near enough. */
  readonly threshold: number
}

export interface OutcomeVerdict {
  readonly matched: boolean
  /** 0 where it is as expected. */
  readonly error: number
}

/**
 * Holds what came against what was expected (LIFE-3). With `threshold` numbers are compared by their difference and texts
 * by 1 - cosine of their vectors; what can't be compared so is the same or is not.
 */
export const judgeOutcome = async (
  { predicted, outcome }: { readonly predicted: unknown; readonly outcome: unknown },
  { policy, threshold }: OutcomePolicy,
  vectorsOf: (texts: readonly string[]) => Promise<readonly (Float32Array | undefined)[]>,
): Promise<OutcomeVerdict> => {
  if (isSameJson(predicted, outcome)) return { matched: true, error: 0 }
  if (policy === 'exact') return { matched: false, error: 1 }
  const error = await distanceOf(predicted, outcome, vectorsOf)
  return error === null ? { matched: false, error: 1 } : { matched: error <= threshold, error }
}

/** Null where there is none. */
const distanceOf = async (
  a: unknown,
  b: unknown,
  vectorsOf: (texts: readonly string[]) => Promise<readonly (Float32Array | undefined)[]>,
): Promise<number | null> => {
  if (typeof a === 'number' && typeof b === 'number') return Math.abs(a - b)
  if (typeof a !== 'string' || typeof b !== 'string') return null
  const [left, right] = await vectorsOf([a, b])
  return left && right ? Math.max(0, 1 - cosine(left, right)) : null
}
