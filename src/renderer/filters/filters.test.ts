import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Filter } from '#contract/filter'
import { draftOf, EMPTY_DRAFT, readDraft } from './condition-draft.ts'
import { describeCondition } from './describe-condition.ts'
import { describeFilter } from './describe-filter.ts'
import { type Condition, EMPTY_FILTER, type FilterSet, fromFilter, toFilter, typeOf } from './filter-set.ts'
import { parseScalar, scalarText } from './scalar-text.ts'

const scalar = fc.oneof(
  fc.string({ minLength: 1 }).filter((text) => text.trim() === text && text !== ''),
  fc.constantFrom('12', 'true', 'null', '"quoted"', '1e5', '-0.5', 'a, b'),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => n + 0),
  fc.boolean(),
  fc.constant(null),
)
const field = fc.constantFrom('a', 'source.url', '$schema.é')
const whole = fc.integer({ min: -1000, max: 2_000_000_000 })

const leaf = fc.oneof(
  fc.record({
    is: fc.constant('type' as const),
    value: fc.constantFrom('episodic' as const, 'semantic' as const),
  }),
  fc.record({ is: fc.constant('pinned' as const), value: fc.boolean() }),
  fc.record({ is: fc.constant('tag' as const), value: fc.constantFrom('web', 'a b') }),
  fc.record({ is: fc.constant('equals' as const), field, value: scalar }),
  fc.record({ is: fc.constant('exists' as const), field }),
  fc.record({ is: fc.constant('contains' as const), field, value: scalar }),
  fc.record({
    is: fc.constant('compare' as const),
    field,
    op: fc.constantFrom('<' as const, '<=' as const, '>' as const, '>=' as const),
    value: scalar.filter((value) => typeof value === 'string' || typeof value === 'number'),
  }),
  fc.record({
    is: fc.constant('in' as const),
    field,
    values: fc.array(scalar, { minLength: 1, maxLength: 4 }),
  }),
  fc.record({ is: fc.constant('importance' as const), min: whole }),
  fc.record({ is: fc.constant('time' as const), of: fc.constantFrom('created' as const), from: whole }),
  fc.record({
    is: fc.constant('box' as const),
    min: fc.constant([0, -1.5]),
    max: fc.constant([4, 2]),
  }),
)
const condition = fc.record({ leaf, not: fc.boolean() }) as fc.Arbitrary<Condition>

describe('filter set', () => {
  it('comes back from the contract as it went in, and the contract takes it', () => {
    fc.assert(
      fc.property(
        fc.array(condition, { minLength: 1, maxLength: 6 }),
        fc.constantFrom('all' as const, 'any' as const),
        (conditions, match) => {
          const set: FilterSet = { match: conditions.length === 1 ? 'all' : match, conditions }
          const filter = toFilter(set)
          expect(Filter.safeParse(filter).success).toBe(true)
          expect(fromFilter(filter)).toEqual(set)
        },
      ),
    )
  })

  it('is no filter at all when empty', () => {
    expect(toFilter(EMPTY_FILTER)).toBeUndefined()
    expect(fromFilter(undefined)).toBe(EMPTY_FILTER)
  })

  it('does not pretend to show a nested filter', () => {
    const type: Filter = { is: 'type', value: 'semantic' }
    expect(fromFilter({ is: 'and', all: [type, { is: 'or', any: [type, type] }] })).toBeNull()
    expect(fromFilter({ is: 'not', filter: { is: 'not', filter: type } })).toBeNull()
  })

  it('knows the one type it asks for', () => {
    const of = (value: 'episodic' | 'semantic', not = false): Condition => ({
      leaf: { is: 'type', value },
      not,
    })
    expect(typeOf({ match: 'all', conditions: [of('semantic')] })).toBe('semantic')
    expect(typeOf({ match: 'all', conditions: [of('semantic', true)] })).toBeNull()
    expect(typeOf({ match: 'any', conditions: [of('semantic'), of('episodic')] })).toBeNull()
  })
})

describe('draft', () => {
  it('edits any condition without changing it', () => {
    fc.assert(
      fc.property(condition, (one) => {
        expect(readDraft(draftOf(one))).toEqual({ ok: true, condition: one })
      }),
    )
  })

  it('says what is missing instead of sending it', () => {
    const problem = (part: Partial<typeof EMPTY_DRAFT>) => {
      const result = readDraft({ ...EMPTY_DRAFT, ...part })
      return result.ok ? null : result.problem
    }
    expect(problem({})).toMatch(/Name a payload field/)
    expect(problem({ field: 'a' })).toBe('Give a value.')
    expect(problem({ field: 'a..b', value: '1' })).toMatch(/single dots/)
    expect(problem({ field: 'a', operator: '<', value: 'true' })).toMatch(/number or a text/)
    expect(problem({ kind: 'tag', tag: ' ' })).toBe('Name a tag.')
    expect(problem({ kind: 'importance' })).toMatch(/lowest or a highest/)
    expect(problem({ kind: 'importance', min: 2, max: 1 })).toMatch(/above/)
    expect(problem({ kind: 'time' })).toMatch(/beginning or an end/)
    expect(problem({ kind: 'box', boxMin: '1', boxMax: '1, 2' })).toMatch(/same number of axes/)
  })

  it('is written on its chip', () => {
    const text = (one: Condition) => Object.values(describeCondition(one)).join(' ')
    expect(text({ leaf: { is: 'compare', field: 'a.b', op: '>=', value: 2 }, not: false })).toBe('a.b >= 2')
    expect(text({ leaf: { is: 'equals', field: 'a', value: '2' }, not: true })).toBe('not a = "2"')
    expect(text({ leaf: { is: 'importance', max: 3 }, not: false })).toBe('importance up to 3')
  })
})

describe('scalar text', () => {
  it('is read back as the same value', () => {
    fc.assert(
      fc.property(scalar, (value) => {
        expect(parseScalar(scalarText(value))).toBe(value)
      }),
    )
  })
})

describe('a whole filter', () => {
  it('is said in one line, however deep it nests', () => {
    const tag = (value: string) => ({ is: 'tag', value }) as const
    const either = { is: 'or', any: [tag('a'), tag('b')] } as const
    expect(describeFilter({ is: 'and', all: [{ is: 'type', value: 'semantic' }, either] })).toBe(
      'type semantic and (tag a or tag b)',
    )
    expect(describeFilter({ is: 'not', filter: either })).toBe('not (tag a or tag b)')
    expect(describeFilter({ is: 'not', filter: tag('a') })).toBe('not tag a')
  })
})
