import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Filter } from '#contract/filter'
import { createHashingEmbedder } from '#embedders/hashing/hashing-embedder'
import { openTestEngine } from './engine.ts'

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }
interface Item {
  readonly payload: { readonly [key: string]: Json }
  readonly type: 'episodic' | 'semantic'
  readonly importance: number
  readonly pinned: boolean
  readonly timestamp: number
  readonly coordinate: readonly number[]
}

const KEYS = ['a', 'b', 'quo"te', "apo's", '__proto__', '9', 'ключ']
const scalar = fc.constantFrom<Json>(null, true, false, 0, 1, 1.5, -2, '', 'x', 'X', 'one two', '1', 'é')
const value: fc.Arbitrary<Json> = fc.oneof(scalar, fc.array(scalar, { maxLength: 3 }))
const object = fc
  .uniqueArray(fc.constantFrom(...KEYS), { maxLength: 4 })
  .chain((keys) =>
    fc
      .tuple(...keys.map(() => value))
      .map((values) => fromEntries(keys.map((k, i) => [k, values[i] as Json]))),
  )

/** As JSON.parse makes it: `__proto__` is a key like others. */
const fromEntries = (entries: readonly (readonly [string, Json])[]): { [key: string]: Json } =>
  JSON.parse(
    `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${JSON.stringify(inner)}`).join(',')}}`,
  )

const item: fc.Arbitrary<Omit<Item, 'coordinate'>> = fc.record({
  payload: fc
    .tuple(object, object)
    .map(([outer, inner]) =>
      fromEntries([...Object.entries(outer), ['in', inner as Json], ['tags', ['red', 'x']]]),
    ),
  type: fc.constantFrom('episodic', 'semantic'),
  importance: fc.constantFrom(-1, 0, 0.5, 3),
  pinned: fc.boolean(),
  timestamp: fc.constantFrom(0, 100, 200.5),
})

const field = fc.oneof(
  fc.constantFrom(...KEYS),
  fc.constantFrom(...KEYS).map((key) => `in.${key}`),
)
const bound = fc.constantFrom<string | number>(0, 1, 1.5, 'x', 'one')
// Made by parts that fit, but too many of them for the compiler to see that the whole does.
const leaf = fc.oneof(
  fc.record({
    is: fc.constant('type' as const),
    value: fc.constantFrom('episodic' as const, 'semantic' as const),
  }),
  fc.record({ is: fc.constant('pinned' as const), value: fc.boolean() }),
  fc.record({ is: fc.constant('tag' as const), value: fc.constantFrom('red', 'x', 'none') }),
  fc.record({ is: fc.constant('equals' as const), field, value: scalar as fc.Arbitrary<string> }),
  fc.record({
    is: fc.constant('in' as const),
    field,
    values: fc.array(scalar as fc.Arbitrary<string>, { minLength: 1, maxLength: 3 }),
  }),
  fc.record({ is: fc.constant('exists' as const), field }),
  fc.record({ is: fc.constant('contains' as const), field, value: scalar as fc.Arbitrary<string> }),
  fc.record({
    is: fc.constant('compare' as const),
    field,
    op: fc.constantFrom('<', '<=', '>', '>='),
    value: bound,
  }),
  fc.record({
    is: fc.constant('importance' as const),
    min: fc.constantFrom(-1, 0, 1),
    max: fc.constantFrom(0.5, 3),
  }),
  fc.record({
    is: fc.constant('time' as const),
    of: fc.constant('timestamp' as const),
    from: fc.constantFrom(0, 100),
    to: fc.constantFrom(100, 300),
  }),
  fc.record({
    is: fc.constant('box' as const),
    min: fc.constant([0, -5]),
    max: fc.tuple(fc.integer({ min: 0, max: 40 }), fc.constant(5)),
  }),
) as fc.Arbitrary<unknown> as fc.Arbitrary<Filter>
const { filter } = fc.letrec<{ filter: Filter }>((tie) => ({
  filter: fc.oneof(
    { maxDepth: 3 },
    leaf,
    fc.record({
      is: fc.constant('and' as const),
      all: fc.array(tie('filter'), { minLength: 1, maxLength: 3 }),
    }),
    fc.record({
      is: fc.constant('or' as const),
      any: fc.array(tie('filter'), { minLength: 1, maxLength: 3 }),
    }),
    fc.record({ is: fc.constant('not' as const), filter: tie('filter') }),
  ),
}))

const at = (payload: Item['payload'], path: string): Json | undefined =>
  path.split('.').reduce<Json | undefined>((inner, key) => {
    const isObject = typeof inner === 'object' && inner !== null && !Array.isArray(inner)
    return isObject && Object.hasOwn(inner, key) ? (inner as { [key: string]: Json })[key] : undefined
  }, payload)

const asciiLower = (text: string): string => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase())
const compareBytes = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b))

/** REC-3 said once more, slowly. */
const matches = (one: Item, condition: Filter): boolean => {
  switch (condition.is) {
    case 'and':
      return condition.all.every((inner) => matches(one, inner))
    case 'or':
      return condition.any.some((inner) => matches(one, inner))
    case 'not':
      return !matches(one, condition.filter)
    case 'type':
      return one.type === condition.value
    case 'pinned':
      return one.pinned === condition.value
    case 'tag':
      return (one.payload.tags as readonly Json[]).includes(condition.value)
    case 'equals':
      return at(one.payload, condition.field) === condition.value
    case 'in':
      return condition.values.some((wanted) => at(one.payload, condition.field) === wanted)
    case 'exists':
      return at(one.payload, condition.field) !== undefined
    case 'contains': {
      const found = at(one.payload, condition.field)
      if (Array.isArray(found)) return found.includes(condition.value)
      if (typeof found !== 'string' || typeof condition.value !== 'string') return false
      return asciiLower(found).includes(asciiLower(condition.value))
    }
    case 'compare': {
      const found = at(one.payload, condition.field)
      const { op, value: limit } = condition
      let order: number
      if (typeof found === 'number' && typeof limit === 'number') order = found - limit
      else if (typeof found === 'string' && typeof limit === 'string') order = compareBytes(found, limit)
      else return false
      return op === '<' ? order < 0 : op === '<=' ? order <= 0 : op === '>' ? order > 0 : order >= 0
    }
    case 'importance':
      return one.importance >= (condition.min ?? -Infinity) && one.importance <= (condition.max ?? Infinity)
    case 'time':
      return one.timestamp >= (condition.from ?? -Infinity) && one.timestamp <= (condition.to ?? Infinity)
    case 'box':
      return (
        condition.min.length === one.coordinate.length &&
        one.coordinate.every((x, i) => x >= (condition.min[i] as number) && x <= (condition.max[i] as number))
      )
  }
}

describe('filters', () => {
  it('REC-3 let through what a slow reading of the same condition lets through', async () => {
    const test = await openTestEngine(createHashingEmbedder(8))
    await test.engine.namespaces.create('a')
    const items = fc
      .sample(item, { seed: 77, numRuns: 60 })
      .map((one, i): Item => ({ ...one, coordinate: i % 5 === 0 ? [i] : [i, (i % 3) - 1] }))
    const inputs = items.map(({ payload, coordinate, ...rest }) => {
      return {
        ...rest,
        coordinate: [...coordinate],
        payload: JSON.stringify(payload),
        ifTaken: 'update' as const,
      }
    })
    await test.engine.memories.storeMany('a', inputs, { author: 't', action: 'store', summary: '' })
    const keys = await Promise.all(items.map(({ coordinate }) => test.store.keyOf('a', coordinate)))
    await fc.assert(
      fc.asyncProperty(filter, async (condition) => {
        const found = await test.store.matching('a', condition)
        const expected = keys.filter((_, i) => matches(items[i] as Item, condition))
        expect([...found]).toEqual([...(expected as number[])].sort((a, b) => a - b))
      }),
      { seed: 78, numRuns: 600 },
    )
  })

  it('REC-3 are refused by name when malformed', () => {
    const refusal = (input: unknown): string => {
      const { error } = Filter.safeParse(input)
      return JSON.stringify(error?.issues ?? null)
    }
    expect(refusal({ is: 'equals', field: 'a..b', value: 1 })).toContain('single dots')
    expect(refusal({ is: 'box', min: [0], max: [1, 2] })).toContain('same number of axes')
    expect(refusal({ is: 'type', value: 'procedural' })).toContain('episodic')
    expect(refusal({ is: 'pinned', value: true, extra: 1 })).toContain('extra')
    let deep: Filter = { is: 'pinned', value: true }
    for (let i = 0; i < 20; i++) deep = { is: 'not', filter: deep }
    expect(refusal(deep)).toContain('deep')
  })
})
