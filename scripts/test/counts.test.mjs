import { describe, expect, it } from 'vitest'
import { checkOutcome, closingLine, testOutcome, total } from './counts.mjs'

const base = { name: 'unit', code: 0, output: '', timedOut: false, ms: 1 }
const passed = '{"state":"passed","name":"a"}\n'
const failed = '{"state":"failed","name":"b","message":"expected 1"}\n'
const skipped = '{"state":"skipped","name":"c","reason":"no server"}\n{"state":"skipped","name":"d"}\n'
const end = '{"state":"end"}\n'

describe('testOutcome', () => {
  it('counts what the reporter wrote', () => {
    const outcome = testOutcome({ ...base, code: 1, lines: passed + failed + skipped + passed + end })
    expect(outcome.passed).toBe(2)
    expect(outcome.failures).toEqual([{ name: 'b', text: 'expected 1' }])
    expect(outcome.skips.map(({ text }) => text)).toEqual(['no server', 'no reason given'])
  })

  it('gives the reason of the whole run to skips without one', () => {
    const outcome = testOutcome({ ...base, lines: skipped + end, skipReason: 'no browser' })
    expect(outcome.skips.map(({ text }) => text)).toEqual(['no server', 'no browser'])
  })

  it.each([
    [
      'a run that crashed half way',
      { lines: `${passed}{"state":"pas`, code: 134 },
      /ended before .* \(code 134\)/,
    ],
    ['a run that wrote nothing', { lines: '', code: 1 }, /ended before/],
    ['a run without tests', { lines: end }, /no test ran/],
    [
      'a run that failed without a failed test',
      { lines: passed + end, code: 1 },
      /code 1 though no test failed/,
    ],
    ['a run that hung', { lines: passed, code: 143, timedOut: true }, /time limit/],
  ])('takes %s for a failure', (_what, run, message) => {
    const { failures } = testOutcome({ ...base, ...run, output: 'last words' })
    expect(failures).toEqual([{ name: expect.stringMatching(message), text: 'last words' }])
  })

  it('lets a chosen pattern match nothing in one of several runs', () => {
    expect(testOutcome({ ...base, code: 0, lines: end, mayBeEmpty: true }).failures).toEqual([])
  })
})

describe('the closing line', () => {
  it('sums up checks and tests', () => {
    const outcomes = [
      checkOutcome({ name: 'lint', code: 0, output: '', ms: 1 }),
      checkOutcome({ name: 'types', code: 2, output: 'TS2322', ms: 1 }),
      testOutcome({ ...base, code: 1, lines: passed + failed + skipped + end }),
    ]
    expect(closingLine(total(outcomes))).toBe('2 passed, 2 failed, 2 skipped')
  })
})
