import type { Schemas } from '@qdrant/js-client-rest'

/** What a filter is asked about. */
export interface FilteredPoint {
  readonly id: string | number
  readonly payload: unknown
}

type Condition = Record<string, unknown>

/** Qdrant's filters as its documentation has them: a condition on a list holds where it holds for one of its values. */
export const matches = (filter: Schemas['Filter'], point: FilteredPoint): boolean => {
  const { must, should, must_not: mustNot, min_should: minShould } = filter as Record<string, unknown>
  const all = listOf(must).every((one) => holds(one, point))
  const any = listOf(should)
  const none = listOf(mustNot).every((one) => !holds(one, point))
  if (!all || !none || (any.length > 0 && !any.some((one) => holds(one, point)))) return false
  if (minShould === undefined || minShould === null) return true
  const { conditions, min_count: least } = minShould as { conditions: Condition[]; min_count: number }
  return conditions.filter((one) => holds(one, point)).length >= least
}

const listOf = (conditions: unknown): Condition[] => {
  if (conditions === undefined || conditions === null) return []
  return Array.isArray(conditions) ? (conditions as Condition[]) : [conditions as Condition]
}

const NESTED = ['must', 'should', 'must_not', 'min_should']

const holds = (condition: Condition, point: FilteredPoint): boolean => {
  if (NESTED.some((name) => name in condition)) return matches(condition as Schemas['Filter'], point)
  if ('has_id' in condition) return (condition.has_id as unknown[]).includes(point.id)
  if ('is_empty' in condition) return isEmpty(valuesAt(point.payload, keyOf(condition.is_empty)))
  if ('is_null' in condition) return valuesAt(point.payload, keyOf(condition.is_null)).includes(null)
  if (typeof condition.key !== 'string')
    throw new Error(`a condition the double does not know: ${JSON.stringify(condition)}`)
  return valuesAt(point.payload, condition.key).some((value) => isValue(condition, value))
}

const keyOf = (field: unknown): string => (field as { key: string }).key

const isEmpty = (values: readonly unknown[]): boolean => values.every((value) => value === null)

/** A path of keys, those of other characters in quotes. */
const keysOf = (path: string): string[] =>
  [...path.matchAll(/"([^"]*)"|([A-Za-z0-9_-]+)(\[\])?|[^.]/g)].map(([all, quoted, plain]) => {
    if (quoted === undefined && plain === undefined)
      throw new Error(`a path the double does not know: ${all} in ${path}`)
    return quoted ?? (plain as string)
  })

const valuesAt = (payload: unknown, path: string): unknown[] => {
  let at: unknown = payload
  for (const key of keysOf(path)) {
    if (typeof at !== 'object' || at === null || Array.isArray(at)) return []
    at = Object.hasOwn(at, key) ? (at as Record<string, unknown>)[key] : undefined
  }
  if (at === undefined) return []
  return Array.isArray(at) ? at : [at]
}

const isValue = ({ match, range }: Condition, value: unknown): boolean => {
  if (match !== undefined) return isMatch(match as Record<string, unknown>, value)
  if (range !== undefined) return isWithin(range as Record<string, number>, value)
  throw new Error('a condition the double does not know')
}

/** Keywords, whole numbers and switches; other numbers are only in ranges. */
const isMatch = (match: Record<string, unknown>, value: unknown): boolean => {
  if ('value' in match) return typeof match.value === typeof value && match.value === value
  if ('any' in match) return (match.any as unknown[]).includes(value)
  if ('except' in match) return !(match.except as unknown[]).includes(value)
  throw new Error('a match the double does not know')
}

const isWithin = ({ gt, gte, lt, lte }: Record<string, number>, value: unknown): boolean =>
  typeof value === 'number' &&
  (gt === undefined || value > gt) &&
  (gte === undefined || value >= gte) &&
  (lt === undefined || value < lt) &&
  (lte === undefined || value <= lte)
