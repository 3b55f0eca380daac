import type { CategoryName } from '../../graph-view/attributes.ts'
import { type GraphFilter, type HiddenGroups, NO_GROUP } from '../../graph-view/filters.ts'
import type { CategoryScale } from '../../graph-view/scales.ts'

const toggled = (all: readonly string[], keys: readonly string[]): readonly string[] =>
  keys.every((key) => all.includes(key))
    ? all.filter((key) => !keys.includes(key))
    : [...new Set([...all, ...keys])]

/** Groups that are hidden; those of another colouring are not any more. */
export const hiddenOf = ({ hiddenGroups }: GraphFilter, by: CategoryName): readonly string[] =>
  hiddenGroups?.by === by ? hiddenGroups.keys : []

/** What the rest of a scale stands for, as the filter names it. */
export const othersOf = ({ others }: CategoryScale): readonly string[] => others.map((key) => key ?? NO_GROUP)

export const toggleGroup = (
  filter: GraphFilter,
  by: CategoryName,
  keys: readonly string[],
): HiddenGroups | null => {
  const next = toggled(hiddenOf(filter, by), keys)
  return next.length === 0 ? null : { by, keys: next }
}

export const toggleTypes = ({ hiddenTypes }: GraphFilter, types: readonly string[]): readonly string[] =>
  toggled(hiddenTypes, types)

/** Of two kinds one is always shown. */
export const toggleKind = ({ kinds }: GraphFilter, kind: 'episodic' | 'semantic'): GraphFilter['kinds'] => {
  const other = kind === 'episodic' ? 'semantic' : 'episodic'
  return kinds === other ? 'all' : kinds === kind ? 'all' : other
}
