import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Filter } from '#contract/filter'
import { failingConditions } from './failing-conditions.ts'

/** Leaves that hold or not by what they are called. */
const leaf = fc.constantFrom<Filter>(
  { is: 'tag', value: 'holds' },
  { is: 'tag', value: 'fails' },
  { is: 'exists', field: 'holds' },
  { is: 'exists', field: 'fails' },
)
const { filter: anyFilter } = fc.letrec<{ filter: Filter }>((tie) => ({
  filter: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    leaf,
    fc.record({ is: fc.constant('and'), all: fc.array(tie('filter'), { minLength: 1, maxLength: 4 }) }),
    fc.record({ is: fc.constant('or'), any: fc.array(tie('filter'), { minLength: 1, maxLength: 4 }) }),
    fc.record({ is: fc.constant('not'), filter: tie('filter') }),
  ) as fc.Arbitrary<Filter>,
}))

const holds = (filter: Filter): boolean => {
  if (filter.is === 'and') return filter.all.every(holds)
  if (filter.is === 'or') return filter.any.some(holds)
  if (filter.is === 'not') return !holds(filter.filter)
  return JSON.stringify(filter).includes('holds')
}

describe('conditions that a memory does not meet', () => {
  it('REC-5 REC-3 leaves a filter that lets the memory through, and drops only what does not', async () => {
    await fc.assert(
      fc.asyncProperty(anyFilter, async (filter) => {
        const { failing, rest } = await failingConditions(filter, async (condition) => holds(condition))
        expect(failing.every((condition) => !holds(condition))).toBe(true)
        expect(rest === undefined || holds(rest)).toBe(true)
        if (holds(filter)) expect({ failing, rest }).toEqual({ failing: [], rest: filter })
        else expect(failing.length).toBeGreaterThan(0)
      }),
      { seed: 12, numRuns: 500 },
    )
  })
})
