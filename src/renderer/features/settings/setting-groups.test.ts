import { afterEach, describe, expect, it } from 'vitest'
import type { Setting } from '#contract/settings'
import { speak } from '../../words/locale.ts'
import { groupSettings } from './setting-groups.ts'
import { textOf, typedValue } from './setting-text.ts'

const setting = (key: string, doc = ''): Setting => ({
  key,
  doc,
  type: 'number',
  min: null,
  max: null,
  choices: [],
  auto: false,
  optional: false,
  unit: null,
  allowed: 'a number',
  value: 1,
  default: 1,
  source: 'default',
  fixedBy: null,
  effect: 'live',
  isPending: false,
  secret: null,
})

describe('settings by group', () => {
  const all = [
    setting('mode'),
    setting('recall.weights.vector'),
    setting('memory_enterprise.decay.enabled', 'Let memories decay by their score'),
    setting('memory_enterprise.max_memory_size'),
    setting('memory_enterprise.encryption_fields'),
  ]

  it('stand each in one group, in the order of groups', () => {
    const groups = groupSettings(all, '')
    expect(groups.map(({ title, settings }) => [title, settings.length])).toEqual([
      ['Recall', 1],
      ['Forgetting', 2],
      ['Store', 2],
    ])
  })

  it('are found by all words of a search, in key, name or meaning', () => {
    expect(
      groupSettings(all, 'score DECAY').flatMap(({ settings }) => settings.map(({ key }) => key)),
    ).toEqual(['memory_enterprise.decay.enabled'])
    expect(groupSettings(all, 'max memory')).toHaveLength(1)
    expect(groupSettings(all, 'nobody')).toEqual([])
  })
})

describe('a value that is typed', () => {
  afterEach(() => speak('en'))

  it('comes back as it was shown', () => {
    const list = { type: 'list', auto: false } as const
    for (const value of [['a', 'b c'], [], [1, 2.5], [['a'], ['b', 'c']]]) {
      expect(typedValue(textOf(value), list)).toEqual(value)
    }
    expect(typedValue(textOf(0.25), { type: 'number', auto: false })).toBe(0.25)
    expect(typedValue('auto', { type: 'integer', auto: true })).toBe('auto')
    expect(typedValue(' mine ', { type: 'text', auto: false })).toBe('mine')
  })

  it('has the decimal sign of the language where it is a number, and that of JSON within JSON', async () => {
    await speak('de')
    const number = { type: 'number', auto: true } as const
    expect(textOf(0.05)).toBe('0,05')
    expect(textOf(16_379)).toBe('16379')
    expect(textOf([0.05, 2])).toBe('[0.05,2]')
    for (const value of [0.05, 16_379, -2.5, 1e-12, 0]) expect(typedValue(textOf(value), number)).toBe(value)
    expect(typedValue('0.05', number)).toBe(0.05)
    expect(typedValue('auto', number)).toBe('auto')
    expect(typedValue('[0.05,2]', { type: 'json', auto: false })).toEqual([0.05, 2])
  })

  it('stays a text where it is no value of its type', () => {
    for (const text of ['wide', '', '1e999']) {
      expect(typedValue(text, { type: 'number', auto: false })).toBe(text)
    }
  })
})
