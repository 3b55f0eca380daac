import { AppError } from '#contract/errors'
import type { Filter } from '#contract/filter'
import type { SealedFields } from './sealed-payload.ts'

/**
 * Sealed fields cannot be compared where they rest, and opening all of them for a filter would make a search cost what
 * the whole store costs. So such a filter is refused instead of finding nothing without a word.
 * @throws AppError `request/invalid` that names the field
 */
export const refuseSealedFields = (filter: Filter | undefined, fields: SealedFields): void => {
  const field = filter && sealedFieldIn(filter, fields)
  if (field === undefined) return
  const message = `The field "${field}" is encrypted at rest, so no filter can look into it. Filter by another field, or search by meaning in Recall.`
  throw new AppError('request/invalid', { issues: [{ path: '', message }] })
}

const sealedFieldIn = (filter: Filter, fields: SealedFields): string | undefined => {
  const first = (filters: readonly Filter[]): string | undefined =>
    filters.map((one) => sealedFieldIn(one, fields)).find((field) => field !== undefined)
  if (filter.is === 'and') return first(filter.all)
  if (filter.is === 'or') return first(filter.any)
  if (filter.is === 'not') return sealedFieldIn(filter.filter, fields)
  if (filter.is === 'tag') return isSealed('tags', fields) ? 'tags' : undefined
  if (!('field' in filter)) return undefined
  const [head = '', ...below] = filter.field.split('.')
  // Whether a field is there can be seen: its mark stands in its place.
  if (filter.is === 'exists' && below.length === 0 && fields !== '*') return undefined
  return isSealed(head, fields) ? filter.field : undefined
}

const isSealed = (name: string, fields: SealedFields): boolean => fields === '*' || fields.includes(name)
