import { describe, expect, it } from 'vitest'
import { readArguments, steps } from './steps.mjs'

/** @param {string[]} args */
const chosen = (...args) => readArguments(args).chosen.map(({ name }) => name)

describe('readArguments', () => {
  it('runs everything without arguments', () => {
    expect(chosen()).toEqual(steps.map(({ name }) => name))
  })

  it('runs what --only names', () => {
    expect(chosen('--only', 'checks')).toEqual(['format', 'lint', 'types', 'imports', 'words', 'unused'])
    expect(chosen('--only', 'types,unit')).toEqual(['types', 'build', 'unit'])
  })

  it('builds before tests run the build', () => {
    expect(chosen('--only', 'unit')).toEqual(['build', 'unit'])
    expect(chosen('--only', 'browser')).toEqual(['build', 'browser'])
  })

  it('takes other words for patterns of test files', () => {
    const read = readArguments(['recall', '--only', 'unit', '--verbose'])
    expect(read).toMatchObject({ patterns: ['recall'], verbose: true, unknown: [] })
    expect(chosen('recall')).toEqual(['build', 'unit', 'browser'])
  })

  it('names what it does not know', () => {
    expect(readArguments(['--only', 'unti', '--fast']).unknown).toEqual(['unti', '--fast'])
  })
})
