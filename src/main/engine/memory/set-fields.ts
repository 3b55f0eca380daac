import { AppError } from '#contract/errors'
import type { Memory } from '#contract/memory'
import { marksOf } from '../secrets/sealed-payload.ts'
import { mergePayload } from './merge-payload.ts'

/**
 * The payload of a memory with other fields in it.
 * @throws AppError `memory/seal-broken` where fields rest sealed that nobody can read
 */
export const setFields = (
  { namespace, coordinate, payload }: Pick<Memory, 'namespace' | 'coordinate' | 'payload'>,
  fields: string,
): string => {
  refuseSealed({ namespace, coordinate, payload })
  return mergePayload(payload, fields)
}

/** What nobody can read cannot be sealed for another place. */
export const refuseSealed = ({
  namespace,
  coordinate,
  payload,
}: {
  readonly namespace: string
  readonly coordinate: readonly number[]
  readonly payload: string
}): void => {
  if (marksOf(payload).length === 0) return
  throw new AppError('memory/seal-broken', { namespace, coordinate: [...coordinate] })
}
