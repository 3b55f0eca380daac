import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type DecayEvent, EventRuns } from './event-runs.ts'

const kind = fc.constantFrom('evict', 'decay', 'reduce')
const event = fc.record({ kind, key: fc.nat(50), at: fc.nat(12) })
const lists = fc.array(fc.array(event, { maxLength: 12 }), { maxLength: 6 })

const inOrder = (events: readonly DecayEvent[]): DecayEvent[] =>
  [...events].sort((a, b) => a.at - b.at || a.key - b.key)

/** A list of one kind each, with other keys than the lists before, as slices of keys give them. */
const runsOf = (found: readonly (readonly DecayEvent[])[]) =>
  found.map((list, i) => {
    const own = inOrder(
      list.map((one) => ({ ...one, kind: list[0]?.kind ?? 'decay', key: one.key + 100 * i })),
    )
    return { kind: own[0]?.kind ?? 'decay', events: own }
  })

describe('DEC-5 events of a forecast', () => {
  it('are counted and paged as one sorted list', () => {
    fc.assert(
      fc.property(lists, fc.nat(14), fc.nat(40), fc.nat(10), (found, until, offset, limit) => {
        const sorted = runsOf(found)
        const events = new EventRuns(
          sorted.map((run) => ({
            kind: run.kind,
            keys: Uint32Array.from(run.events, ({ key }) => key),
            at: Float64Array.from(run.events, ({ at }) => at),
          })),
        )
        const all = inOrder(sorted.flatMap((run) => run.events))
        const there = all.filter(({ at }) => at <= until)
        expect(events.count(until)).toBe(there.length)
        expect(events.first).toBe(all[0]?.at ?? null)
        expect(events.last).toBe(all.at(-1)?.at ?? null)
        const same = (one: DecayEvent) => `${one.at} ${one.key}`
        expect(events.page(until, { offset, limit }).map(same)).toEqual(
          there.slice(offset, offset + limit).map(same),
        )
        const bars = events.histogram('decay', 2, 12, 5)
        const decays = all.filter((one) => one.kind === 'decay')
        const upTo = (at: number) => decays.filter((one) => one.at <= at).length
        expect(bars).toEqual([4, 6, 8, 10, 12].map((at, i) => upTo(at) - (i === 0 ? 0 : upTo(at - 2))))
        expect([...events.keys(until, 'decay')].sort((a, b) => a - b)).toEqual(
          there
            .filter((one) => one.kind === 'decay')
            .map(({ key }) => key)
            .sort((a, b) => a - b),
        )
      }),
      { numRuns: 2000 },
    )
  })
})
