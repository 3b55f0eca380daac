import type { Schemas } from '@qdrant/js-client-rest'
import type { Filter, FilterLeaf } from '#contract/filter'
import { unreachable } from '#contract/unreachable'

type Condition = Schemas['Condition']
type Scalar = string | number | boolean | null

/** What Qdrant's filters cannot say exactly: the ids of the memories say it then. */
class NotSayable extends Error {}

/** Names at the top of a payload that are not those of the memory's own fields (see `point-payload.ts`). */
const RESERVED: ReadonlySet<string> = new Set([
  'coordinate',
  'memory_type',
  'timestamp',
  'importance',
  'soma',
])

/** A name that stands in a path of Qdrant as it is, and one that does in quotes. */
const PLAIN = /^[A-Za-z0-9_-]+$/
const QUOTABLE = /^[\p{L}\p{N} _$'*/:-]+$/u

/**
 * A field of a memory as a path of Qdrant; null where it has none.
 * Keys of other characters stand in quotes there, and some cannot be named.
 */
const pathOf = (field: string): string | null => {
  const keys = field.split('.')
  if (RESERVED.has(keys[0] as string)) return null
  if (!keys.every((key) => QUOTABLE.test(key))) return null
  return keys.map((key) => (PLAIN.test(key) ? key : `"${key}"`)).join('.')
}

/**
 * The engine's filter, whole, as Qdrant's; null where it cannot be said exactly. Qdrant does not tell a text from a list
 * that has it, so every point names its fields with what they are: `s:source.url`.
 */
export const qdrantFilter = (filter: Filter): Schemas['Filter'] | null => {
  try {
    return { must: [conditionOf(filter)] }
  } catch (error) {
    if (error instanceof NotSayable) return null
    throw error
  }
}

const conditionOf = (filter: Filter): Condition => {
  if (filter.is === 'and') return { must: filter.all.map(conditionOf) }
  if (filter.is === 'or') return { should: filter.any.map(conditionOf) }
  if (filter.is === 'not') return { must_not: [conditionOf(filter.filter)] }
  return leafCondition(filter)
}

const leafCondition = (leaf: FilterLeaf): Condition => {
  switch (leaf.is) {
    case 'type':
      return match('soma.type', leaf.value)
    case 'pinned':
      return match('soma.pinned', leaf.value)
    case 'tag':
      return match('soma.tags', leaf.value)
    case 'equals':
      return equals(leaf.field, leaf.value)
    case 'in':
      return isIn(leaf.field, leaf.values)
    case 'exists':
      return { key: 'soma.fields', match: { any: [...'snbzao'].map((kind) => `${kind}:${leaf.field}`) } }
    case 'contains':
      return contains(leaf.field, leaf.value)
    case 'compare':
      return compare(leaf.field, leaf.op, leaf.value)
    case 'importance':
      return between('soma.importance', leaf.min, leaf.max)
    case 'time':
      return between(`soma.${leaf.of}`, leaf.from, leaf.to)
    case 'box':
      return box(leaf.min, leaf.max)
    default:
      return unreachable(leaf)
  }
}

const match = (key: string, value: string | boolean): Condition => ({ key, match: { value } })

/** That a field is there and what it is. */
const isKind = (kind: 's' | 'n' | 'b' | 'z' | 'a', field: string): Condition =>
  match('soma.fields', `${kind}:${field}`)

const sayable = (field: string): string => {
  const path = pathOf(field)
  if (path === null) throw new NotSayable(field)
  return path
}

const equals = (field: string, value: Scalar): Condition => {
  if (value === null) return isKind('z', field)
  if (typeof value === 'boolean') return { must: [isKind('b', field), match(sayable(field), value)] }
  if (typeof value === 'string') return { must: [isKind('s', field), match(sayable(field), value)] }
  return { must: [isKind('n', field), number(sayable(field), value)] }
}

const number = (key: string, value: number): Condition => ({ key, range: { gte: value, lte: value } })

const isIn = (field: string, values: readonly Scalar[]): Condition => {
  const texts = values.filter((value) => typeof value === 'string')
  const others = values.filter((value) => typeof value !== 'string')
  const ofTexts: Condition[] =
    texts.length === 0 ? [] : [{ must: [isKind('s', field), { key: sayable(field), match: { any: texts } }] }]
  return { should: [...ofTexts, ...others.map((value) => equals(field, value))] }
}

/** Of a list; that a text has words in it is nothing that an index of Qdrant finds the same way. */
const contains = (field: string, value: Scalar): Condition => {
  if (typeof value === 'string' || value === null) throw new NotSayable(field)
  const path = sayable(field)
  return { must: [isKind('a', field), typeof value === 'number' ? number(path, value) : match(path, value)] }
}

const BOUNDS = { '<': 'lt', '<=': 'lte', '>': 'gt', '>=': 'gte' } as const

const compare = (field: string, op: keyof typeof BOUNDS, bound: string | number): Condition => {
  if (typeof bound === 'string') throw new NotSayable(field)
  return { must: [isKind('n', field), { key: sayable(field), range: { [BOUNDS[op]]: bound } }] }
}

const between = (key: string, min: number | undefined, max: number | undefined): Condition =>
  min === undefined && max === undefined
    ? { must: [] }
    : { key, range: { ...(min !== undefined && { gte: min }), ...(max !== undefined && { lte: max }) } }

const box = (min: readonly number[], max: readonly number[]): Condition => ({
  must: [
    { key: 'soma.arity', range: { gte: min.length, lte: min.length } },
    ...min.map((low, axis) => between(`soma.axes.c${axis}`, low, max[axis])),
  ],
})
