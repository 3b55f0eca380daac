/**
 * The sums that `npm test` closes with. Each check counts as one; tests are counted by what vitest's reporter wrote.
 *
 * @typedef {import('./reporter.ts').TestLine} TestLine
 * @typedef {{ name: string, text: string }} Note a test and its failure, or the reason of its skip
 * @typedef {{ name: string, passed: number, failures: readonly Note[], skips: readonly Note[], ms: number }} Outcome
 */

/**
 * A check: it holds or not.
 * @param {{ name: string, code: number, output: string, ms: number }} check
 * @returns {Outcome}
 */
export function checkOutcome({ name, code, output, ms }) {
  const failures = code === 0 ? [] : [{ name, text: output.trim() || `ended with code ${code}` }]
  return { name, passed: code === 0 ? 1 : 0, failures, skips: [], ms }
}

/**
 * A run of tests. Whatever vitest says with its exit code and the lines do not tell is a failure too, as is a run
 * that ended before its last line or ran nothing at all.
 * @param {{
 *   name: string, lines: string, code: number, output: string, timedOut: boolean, ms: number,
 *   skipReason?: string | undefined, mayBeEmpty?: boolean,
 * }} run
 * @returns {Outcome}
 */
export function testOutcome({ name, lines, code, output, timedOut, ms, skipReason, mayBeEmpty = false }) {
  /** @type {TestLine[]} */
  const records = lines.split('\n').flatMap(parseLine)
  /** @type {Note[]} */
  const failures = []
  /** @type {Note[]} */
  const skips = []
  let passed = 0
  for (const record of records) {
    if (record.state === 'passed') passed += 1
    if (record.state === 'failed') failures.push({ name: record.name, text: record.message })
    if (record.state === 'skipped') {
      skips.push({ name: record.name, text: record.reason ?? skipReason ?? 'no reason given' })
    }
  }
  const trouble = runTrouble({ records, failures: failures.length, code, timedOut, mayBeEmpty })
  if (trouble)
    failures.push({ name: `${name}: ${trouble}`, text: output.trim().split('\n').slice(-40).join('\n') })
  return { name, passed, failures, skips, ms }
}

/**
 * @param {{ records: readonly TestLine[], failures: number, code: number, timedOut: boolean, mayBeEmpty: boolean }} run
 * @returns {string | undefined}
 */
function runTrouble({ records, failures, code, timedOut, mayBeEmpty }) {
  if (timedOut) return 'was stopped at its time limit'
  if (records.at(-1)?.state !== 'end') return `ended before its tests were done (code ${code})`
  if (records.length === 1) return mayBeEmpty ? undefined : 'no test ran'
  if (code !== 0 && failures === 0) return `ended with code ${code} though no test failed`
  return undefined
}

/**
 * @param {string} text
 * @returns {TestLine[]} nothing for a line that a crash cut off
 */
function parseLine(text) {
  try {
    return text ? [JSON.parse(text)] : []
  } catch {
    return []
  }
}

/** @param {readonly Outcome[]} outcomes */
export function total(outcomes) {
  const sum = { passed: 0, failed: 0, skipped: 0 }
  for (const { passed, failures, skips } of outcomes) {
    sum.passed += passed
    sum.failed += failures.length
    sum.skipped += skips.length
  }
  return sum
}

/**
 * The last line, which other programs read.
 * @param {{ passed: number, failed: number, skipped: number }} sum
 */
export const closingLine = ({ passed, failed, skipped }) =>
  `${passed} passed, ${failed} failed, ${skipped} skipped`
