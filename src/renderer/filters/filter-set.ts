import type { Filter, FilterLeaf } from '#contract/filter'

/** One chip: a condition, or its opposite. */
export interface Condition {
  readonly leaf: FilterLeaf
  readonly not: boolean
}

/** What the builder edits. The contract can say more (nesting); the builder says what fits in one line of chips. */
export interface FilterSet {
  readonly match: 'all' | 'any'
  readonly conditions: readonly Condition[]
}

export const EMPTY_FILTER: FilterSet = { match: 'all', conditions: [] }

const conditionFilter = ({ leaf, not }: Condition): Filter => (not ? { is: 'not', filter: leaf } : leaf)

/** The contract's filter, or undefined where there is nothing to filter by. */
export const toFilter = ({ match, conditions }: FilterSet): Filter | undefined => {
  const filters = conditions.map(conditionFilter)
  if (filters.length < 2) return filters[0]
  return match === 'all' ? { is: 'and', all: filters } : { is: 'or', any: filters }
}

const isJoin = (filter: Filter): filter is Exclude<Filter, FilterLeaf> =>
  filter.is === 'and' || filter.is === 'or' || filter.is === 'not'

const toCondition = (filter: Filter): Condition | null => {
  if (!isJoin(filter)) return { leaf: filter, not: false }
  if (filter.is === 'not' && !isJoin(filter.filter)) return { leaf: filter.filter, not: true }
  return null
}

/** Null for a filter that the builder cannot show, such as a nested one. */
export const fromFilter = (filter: Filter | undefined): FilterSet | null => {
  if (!filter) return EMPTY_FILTER
  const one = toCondition(filter)
  if (one) return { match: 'all', conditions: [one] }
  if (filter.is !== 'and' && filter.is !== 'or') return null
  const conditions = (filter.is === 'and' ? filter.all : filter.any).map(toCondition)
  if (!conditions.every((condition) => condition !== null)) return null
  return { match: filter.is === 'and' ? 'all' : 'any', conditions }
}

export const withCondition = (
  set: FilterSet,
  condition: Condition,
  at: number = set.conditions.length,
): FilterSet => ({
  ...set,
  conditions: [...set.conditions.slice(0, at), condition, ...set.conditions.slice(at + 1)],
})

export const withoutCondition = (set: FilterSet, at: number): FilterSet => ({
  ...set,
  conditions: set.conditions.filter((_, index) => index !== at),
})

/** The type that is asked for, where exactly one chip asks for one. */
export const typeOf = ({ conditions }: FilterSet): 'episodic' | 'semantic' | null => {
  const types = conditions.filter(({ leaf, not }) => leaf.is === 'type' && !not)
  const [only] = types
  return types.length === 1 && only?.leaf.is === 'type' ? only.leaf.value : null
}
