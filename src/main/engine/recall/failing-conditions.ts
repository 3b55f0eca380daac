import type { Filter } from '#contract/filter'

/**
 * The conditions of a filter that something does not meet, and what of the filter is left without them: the parts that
 * `and` joins, at any depth. An `or` or a `not` that does not hold is one condition.
 */
export const failingConditions = async (
  filter: Filter,
  holds: (condition: Filter) => Promise<boolean>,
): Promise<{ readonly failing: readonly Filter[]; readonly rest: Filter | undefined }> => {
  if (filter.is !== 'and') {
    return (await holds(filter)) ? { failing: [], rest: filter } : { failing: [filter], rest: undefined }
  }
  const parts = await Promise.all(filter.all.map((condition) => failingConditions(condition, holds)))
  const left = parts.flatMap(({ rest }) => (rest ? [rest] : []))
  const rest: Filter | undefined = left.length === 0 ? undefined : { is: 'and', all: left }
  return { failing: parts.flatMap(({ failing }) => failing), rest }
}
