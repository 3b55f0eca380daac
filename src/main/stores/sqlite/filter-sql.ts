import type { Filter, FilterLeaf } from '#contract/filter'
import { unreachable } from '#contract/unreachable'
import type { Value } from './statements.ts'

/** A condition on the table `memories`, aliased `m`. */
export interface Condition {
  readonly sql: string
  readonly values: readonly Value[]
}

const condition = (sql: string, ...values: Value[]): Condition => ({ sql, values })
const NEVER = condition('0')
const ALWAYS = condition('1')

const join = (parts: readonly Condition[], word: 'AND' | 'OR'): Condition => ({
  sql: joined(
    parts.map(({ sql }) => sql),
    word,
  ),
  values: parts.flatMap(({ values }) => values),
})

/** In halves of halves: SQLite reads `a AND b AND c ...` as a tree of that depth, and has a bound for depth. */
const joined = (parts: readonly string[], word: 'AND' | 'OR'): string => {
  if (parts.length <= 2) return `(${parts.join(` ${word} `)})`
  const middle = Math.ceil(parts.length / 2)
  return `(${joined(parts.slice(0, middle), word)} ${word} ${joined(parts.slice(middle), word)})`
}

/** REC-3 in SQL. Values are always bound; a field's path is a value too. */
export const filterSql = (filter: Filter): Condition => {
  if (filter.is === 'and') return join(filter.all.map(filterSql), 'AND')
  if (filter.is === 'or') return join(filter.any.map(filterSql), 'OR')
  if (filter.is === 'not') {
    const inner = filterSql(filter.filter)
    // A comparison with nothing is unknown in SQL; for a person it does not hold, and its "not" does.
    return { sql: `NOT coalesce(${inner.sql}, 0)`, values: inner.values }
  }
  const { sql, values } = leafSql(filter)
  return { sql: `coalesce(${sql}, 0)`, values }
}

const leafSql = (leaf: FilterLeaf): Condition => {
  switch (leaf.is) {
    case 'type':
      return condition('m.type = ?', leaf.value)
    case 'pinned':
      return condition('m.pinned = ?', leaf.value ? 1 : 0)
    case 'tag':
      return condition('EXISTS (SELECT 1 FROM json_each(m.tags) AS t WHERE t.value = ?)', leaf.value)
    case 'equals':
      return equals(leaf.field, leaf.value)
    case 'in':
      return isIn(leaf.field, leaf.values)
    case 'exists':
      return condition('json_type(m.payload, ?) IS NOT NULL', jsonPath(leaf.field))
    case 'contains':
      return contains(leaf.field, leaf.value)
    case 'compare':
      return compare(leaf.field, leaf.op, leaf.value)
    case 'importance':
      return between('m.importance', leaf.min, leaf.max)
    case 'time':
      return between(TIME_COLUMN[leaf.of], leaf.from, leaf.to)
    case 'box':
      return box(leaf.min, leaf.max)
    default:
      return unreachable(leaf)
  }
}

const TIME_COLUMN = { timestamp: 'm.timestamp', created: 'm.created_at', updated: 'm.updated_at' } as const

/** `a.b` as SQLite's path `$."a"."b"`; each key is written as a JSON string, so no character of it is special. */
const jsonPath = (field: string): string =>
  `$${field
    .split('.')
    .map((key) => `.${JSON.stringify(key)}`)
    .join('')}`

const NUMBER = `IN ('integer', 'real')`
/** As JavaScript reads it: SQLite would tell whole numbers apart that no filter can write. */
const DOUBLE = 'CAST(m.payload ->> ? AS REAL)'

type Scalar = string | number | boolean | null

const equals = (field: string, value: Scalar): Condition => {
  const path = jsonPath(field)
  if (value === null || typeof value === 'boolean') {
    return condition('json_type(m.payload, ?) = ?', path, String(value))
  }
  if (typeof value === 'string') {
    return condition(`(json_type(m.payload, ?) = 'text' AND m.payload ->> ? = ?)`, path, path, value)
  }
  return condition(`(json_type(m.payload, ?) ${NUMBER} AND ${DOUBLE} = ?)`, path, path, value)
}

/** However many values there are, they are one that is bound. */
const isIn = (field: string, values: readonly Scalar[]): Condition => {
  const path = jsonPath(field)
  return condition(
    `EXISTS (SELECT 1 FROM json_each(?) AS v WHERE CASE
       WHEN v.type IN ('null', 'true', 'false') THEN json_type(m.payload, ?) = v.type
       WHEN v.type = 'text' THEN json_type(m.payload, ?) = 'text' AND m.payload ->> ? = v.value
       ELSE json_type(m.payload, ?) ${NUMBER} AND ${DOUBLE} = CAST(v.value AS REAL) END)`,
    JSON.stringify(values),
    path,
    path,
    path,
    path,
    path,
  )
}

const compare = (field: string, op: '<' | '<=' | '>' | '>=', bound: string | number): Condition => {
  const path = jsonPath(field)
  const [type, value] = typeof bound === 'number' ? [NUMBER, DOUBLE] : [`= 'text'`, 'm.payload ->> ?']
  return condition(`(json_type(m.payload, ?) ${type} AND ${value} ${op} ?)`, path, path, bound)
}

/** A list has the value, or a text has the words, no matter the case of A to Z. */
const contains = (field: string, value: Scalar): Condition => {
  const path = jsonPath(field)
  const list = inList(path, value)
  if (typeof value !== 'string') return list
  const text = condition(
    `(json_type(m.payload, ?) = 'text' AND instr(lower(m.payload ->> ?), lower(?)) > 0)`,
    path,
    path,
    value,
  )
  return join([list, text], 'OR')
}

const inList = (path: string, value: Scalar): Condition => {
  const [test, values] = elementTest(value)
  return condition(
    `(json_type(m.payload, ?) = 'array' AND EXISTS (SELECT 1 FROM json_each(m.payload, ?) AS e WHERE ${test}))`,
    path,
    path,
    ...values,
  )
}

const elementTest = (value: Scalar): [string, Value[]] => {
  if (value === null || typeof value === 'boolean') return ['e.type = ?', [String(value)]]
  if (typeof value === 'string') return [`(e.type = 'text' AND e.value = ?)`, [value]]
  return [`(e.type ${NUMBER} AND CAST(e.value AS REAL) = ?)`, [value]]
}

const between = (column: string, min: number | undefined, max: number | undefined): Condition => {
  const parts: Condition[] = []
  if (min !== undefined) parts.push(condition(`${column} >= ?`, min))
  if (max !== undefined) parts.push(condition(`${column} <= ?`, max))
  return parts.length === 0 ? ALWAYS : join(parts, 'AND')
}

/** Memories of the same arity, bounds inclusive (MEM-12). */
export const box = (min: readonly number[], max: readonly number[]): Condition => {
  if (min.length !== max.length) return NEVER
  const axes = min.map((low, axis) => condition(`m.c${axis} BETWEEN ? AND ?`, low, max[axis] as number))
  return join([condition('m.arity = ?', min.length), ...axes], 'AND')
}
