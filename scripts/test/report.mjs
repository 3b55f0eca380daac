import { seconds } from '../main.mjs'
import { closingLine } from './counts.mjs'

/** @typedef {import('./counts.mjs').Outcome} Outcome */

/**
 * What is said of a step when it is done.
 * @param {Outcome} outcome
 * @param {{ kind: string }} step
 */
export function stepLine({ name, passed, failures, skips, ms }, { kind }) {
  const verdict = failures.length > 0 ? 'failed' : 'ok'
  const counts = closingLine({ passed, failed: failures.length, skipped: skips.length })
  return `${name.padEnd(8)} ${verdict.padEnd(7)} ${seconds(ms).padStart(8)}${kind === 'tests' ? `   ${counts}` : ''}`
}

/**
 * Every skip with its reason, then every failure: what needs a reader stands last.
 * @param {readonly Outcome[]} outcomes
 * @returns {string[]}
 */
export function reportLines(outcomes) {
  const skips = outcomes.flatMap((outcome) => outcome.skips)
  const failures = outcomes.flatMap((outcome) => outcome.failures)
  return [
    ...(skips.length > 0 ? ['', 'Skipped:'] : []),
    ...skips.map(({ name, text }) => `  ${name}\n    because: ${text}`),
    ...failures.map(({ name, text }) => `\nFAILED  ${name}\n${text}`),
  ]
}
