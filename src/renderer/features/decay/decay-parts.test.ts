import { assert, double, integer, property } from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { DecayRules } from '#contract/decay-rules'
import { chosenAfter, ofVictims } from './chosen-victims.ts'
import { namesIn, ruleChanges, tidyRules } from './rule-changes.ts'
import { countWords, dateWords, endOf, momentAfter, momentAt, shareOf } from './time-axis.ts'

const RULES: DecayRules = {
  isOn: false,
  weights: {
    age: 1,
    idle: 1,
    stdpStrength: 0.1,
    stdpDecayRate: 0.01,
    access: -0.5,
    importance: -2,
    threshold: 2,
    importanceThreshold: 1,
  },
  protectedKeys: [],
  levels: [],
  limit: 100_000,
  evictTypes: ['episodic', 'semantic'],
  binDays: null,
  versionDays: null,
  interval: 600,
}

describe('the date of the time machine', () => {
  const stretch = { from: 1000, until: 2000 }

  it('moves by a hundredth, a tenth and to the ends, and never out of the axis', () => {
    expect(momentAfter(stretch, 1500, 'ArrowRight')).toBeCloseTo(1510)
    expect(momentAfter(stretch, 1500, 'PageDown')).toBeCloseTo(1400)
    expect(momentAfter(stretch, 1500, 'End')).toBe(2000)
    expect(momentAfter(stretch, 1000, 'ArrowLeft')).toBe(1000)
    expect(momentAfter(stretch, 1500, 'a')).toBeNull()
  })

  it('is where its share says, both ways', () => {
    assert(
      property(double({ min: 0, max: 1, noNaN: true }), integer({ min: 1, max: 1e9 }), (share, length) => {
        const axis = { from: 1.7e9, until: 1.7e9 + length }
        expect(shareOf(axis, momentAt(axis, share))).toBeCloseTo(share, 5)
      }),
      { seed: 72 },
    )
    expect(shareOf({ from: 5, until: 5 }, 5)).toBe(0)
  })

  it('is said with the hour where the axis is short', () => {
    const noon = new Date(2027, 2, 12, 12, 5).getTime() / 1000
    expect(dateWords(noon, { from: noon, until: noon + 86_400 })).toBe('2027-03-12 12:05')
    expect(dateWords(noon, { from: noon, until: noon + 90 * 86_400 })).toBe('2027-03-12')
    expect(endOf('week', 0)).toBe(7 * 86_400)
    expect(endOf('all', 0)).toBeNull()
  })

  it('DEC-5 says how many of each kind, and leaves out what does not happen', () => {
    expect(countWords({ decay: 1214, evict: 12, reduce: 0 })).toBe('1,214 decay, 12 evicted')
    expect(countWords({ decay: 1, evict: 0, reduce: 0 })).toBe('1 decays')
    expect(countWords({ decay: 0, evict: 0, reduce: 0 })).toBe('nothing happens')
  })
})

describe('rules that are tried out', () => {
  it('DEC-1 gives the changed settings under their names and in their units', () => {
    const tried = { ...RULES, isOn: true, limit: null, weights: { ...RULES.weights, age: 0.36 } }
    expect(ruleChanges(RULES, tried)).toEqual([
      { key: 'memory_enterprise.decay.enabled', value: true, from: 'false', to: 'true' },
      {
        key: 'memory_enterprise.decay.config.age_weight',
        value: 0.0001,
        from: '0.000277777777778',
        to: '0.0001',
      },
      { key: 'memory_enterprise.max_memory_size', value: 0, from: '100000', to: '0' },
    ])
  })

  it('finds no change between equal rules', () => {
    expect(ruleChanges(RULES, structuredClone(RULES))).toEqual([])
  })

  it('DEC-3 brings ages in order, the later of two equal ones standing', () => {
    const levels = [
      { seconds: 20, keys: ['a'] },
      { seconds: 10, keys: ['b'] },
      { seconds: 20, keys: ['c'] },
    ]
    expect(tidyRules({ ...RULES, levels }).levels).toEqual([
      { seconds: 10, keys: ['b'] },
      { seconds: 20, keys: ['c'] },
    ])
  })

  it('reads names between commas', () => {
    expect(namesIn(' body, ,steps ')).toEqual(['body', 'steps'])
  })
})

describe('chosen victims', () => {
  const victim = (id: string, kind: 'decay' | 'evict' | 'reduce', importance = 0) => ({
    memory: { id, coordinate: [Number(id)], importance },
    kind,
    at: 1,
  })

  it('parts them by what accepting does, and names each memory once', () => {
    const chosen = [victim('1', 'decay'), victim('2', 'evict'), victim('1', 'reduce')]
    expect(ofVictims(chosen)).toEqual({ decay: [[1]], evict: [[2]], all: [[1], [2]] })
  })

  it('adds and takes away', () => {
    const one = victim('1', 'decay')
    const chosen = chosenAfter(new Map(), one)
    expect([...chosen.values()]).toEqual([one])
    expect(chosenAfter(chosen, one).size).toBe(0)
  })
})
