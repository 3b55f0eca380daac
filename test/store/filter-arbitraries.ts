import fc from 'fast-check'
import type { Filter } from '#contract/filter'
import type { MemoryType } from '#contract/memory'
import type { Item, Json } from './naive-filter.ts'

/** Keys that a path could trip over; a dot is what joins them and can't be part of one. */
const KEYS = [
  'a',
  'b',
  '0',
  '',
  '"',
  "'",
  '\\',
  'a"b',
  '$',
  '[0]',
  'a b',
  '\n',
  '\u0001',
  'é',
  '😀',
  '__proto__',
  '*',
]
const TEXTS = [
  '',
  'x',
  'X',
  'xyz',
  'é',
  'É',
  '1',
  '1.5',
  'true',
  'null',
  '%',
  'a"b',
  '￦',
  '😀',
  'one\ntwo',
  "o'x",
]
const NUMBERS = [0, -0, 1, 1.5, -2, 0.1, 1e300, 5e-324, 2 ** 53, 1e21, 0.30000000000000004]
const TYPES: readonly MemoryType[] = ['episodic', 'semantic']

const key = fc.constantFrom(...KEYS)
const number = fc.oneof(fc.constantFrom(...NUMBERS), fc.double({ noNaN: true, noDefaultInfinity: true }))
const scalar = fc.oneof(fc.constantFrom<Json>(null, true, false, ...TEXTS), number)

/** As JSON.parse makes it: `__proto__` is a key like others. */
const objectOf = (entries: readonly (readonly [string, Json])[]): Json =>
  JSON.parse(`{${entries.map(([name, inner]) => `${JSON.stringify(name)}:${JSON.stringify(inner)}`).join()}}`)

const { json } = fc.letrec<{ json: Json; object: Json }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 2, withCrossShrink: true },
    { arbitrary: scalar, weight: 3 },
    { arbitrary: fc.array(tie('json'), { maxLength: 4 }), weight: 1 },
    { arbitrary: tie('object'), weight: 1 },
  ),
  object: fc
    .uniqueArray(fc.tuple(key, tie('json')), { maxLength: 4, selector: ([name]) => name })
    .map(objectOf),
}))
const payload = fc
  .uniqueArray(fc.tuple(key, json), { minLength: 1, maxLength: 8, selector: ([name]) => name })
  .chain((entries) =>
    fc
      .array(fc.oneof(fc.constantFrom('red', 'x', 'é'), scalar), { maxLength: 3 })
      .map((tags) => objectOf([...entries, ['tags', tags]])),
  )

/** Memories with payloads of every shape. */
export const item: fc.Arbitrary<Item> = fc.record({
  payload: payload as fc.Arbitrary<Item['payload']>,
  type: fc.constantFrom(...TYPES),
  importance: fc.constantFrom(-1, 0, 0.5, 3),
  pinned: fc.boolean(),
  timestamp: fc.constantFrom(null, 0, 100, 200.5),
  created: fc.constantFrom(1000, 2000),
  // The first axis makes every place another one.
  coordinate: fc.array(fc.integer({ min: -1, max: 2 }), { maxLength: 3 }),
})

/** Paths and values that occur, as well as such that do not. */
export const filters = (items: readonly Item[]): fc.Arbitrary<Filter> => {
  const paths: string[] = []
  const values: Json[] = []
  const collect = (value: Json, path: readonly string[]): void => {
    if (path.length > 0 && path.every((name) => name !== '')) paths.push(path.join('.'))
    if (Array.isArray(value)) for (const inner of value) collect(inner, [...path, '0'])
    else if (typeof value === 'object' && value !== null) {
      for (const [name, inner] of Object.entries(value)) collect(inner, [...path, name])
    } else values.push(value)
  }
  for (const one of items) collect(one.payload, [])
  const field = fc.constantFrom(...paths)
  const value = fc.oneof(fc.constantFrom(...values), scalar) as fc.Arbitrary<string>
  const bound = value.map((one) => (typeof one === 'string' || typeof one === 'number' ? one : 0))
  const is = <Name extends string>(name: Name) => fc.constant(name)
  const limits = { min: fc.constantFrom(-1, 0.5, 3), max: fc.constantFrom(-1, 0.5, 3) }
  const times = { from: fc.constantFrom(0, 100, 1500), to: fc.constantFrom(0, 200, 1500) }
  const corner = fc.tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: -1, max: 2 }))
  const leaf = fc.oneof(
    fc.record({ is: is('type'), value: fc.constantFrom(...TYPES) }),
    fc.record({ is: is('pinned'), value: fc.boolean() }),
    fc.record({ is: is('tag'), value: fc.constantFrom('red', 'x', 'é', '1', 'none') }),
    fc.record({ is: is('equals'), field, value }),
    fc.record({ is: is('in'), field, values: fc.array(value, { minLength: 1, maxLength: 5 }) }),
    fc.record({ is: is('exists'), field }),
    fc.record({ is: is('contains'), field, value }),
    fc.record({ is: is('compare'), field, op: fc.constantFrom('<', '<=', '>', '>='), value: bound }),
    fc.record({ is: is('importance'), ...limits }, { requiredKeys: ['is'] }),
    fc.record(
      { is: is('time'), of: fc.constantFrom('timestamp', 'created', 'updated'), ...times },
      { requiredKeys: ['is', 'of'] },
    ),
    fc.record({ is: is('box'), min: corner, max: corner }),
  ) as fc.Arbitrary<unknown> as fc.Arbitrary<Filter>
  const { filter } = fc.letrec<{ filter: Filter; some: Filter[] }>((tie) => ({
    some: fc.array(tie('filter'), { minLength: 1, maxLength: 4 }),
    filter: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      { arbitrary: leaf, weight: 3 },
      { arbitrary: fc.record({ is: is('and'), all: tie('some') }), weight: 1 },
      { arbitrary: fc.record({ is: is('or'), any: tie('some') }), weight: 1 },
      { arbitrary: fc.record({ is: is('not'), filter: tie('filter') }), weight: 1 },
    ),
  }))
  return filter
}
