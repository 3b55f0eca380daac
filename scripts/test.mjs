import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { build } from './build.mjs'
import { Refusal, runMain, seconds } from './main.mjs'
import { root } from './root.mjs'
import { binOf, capture, environmentFor } from './run.mjs'
import { electronExecutable } from './set-up/electron-runtime.mjs'
import { setUp } from './set-up.mjs'
import { checkOutcome, closingLine, testOutcome, total } from './test/counts.mjs'
import { readArguments, steps } from './test/steps.mjs'
import { prepareSystem } from './test/system-packages.mjs'

/**
 * `npm test`: everything that must hold before a change is taken.
 *   npm test -- --only unit|browser|checks|<step>   --verbose   <pattern of test files>
 */

/** @typedef {import('./test/counts.mjs').Outcome} Outcome */
/** @typedef {import('./test/steps.mjs').Step} Step */
/** @typedef {{ node: string, env: NodeJS.ProcessEnv, patterns: string[], verbose: boolean }} Context */

const log = console.log

await runMain(async () => {
  const { chosen, patterns, verbose, unknown } = readArguments(process.argv.slice(2))
  if (unknown.length > 0) {
    const names = ['checks', ...steps.map((step) => step.name)].join(', ')
    throw new Refusal(`Unknown: ${unknown.join(' ')}. --only takes ${names}; other flags: --verbose.`)
  }
  const started = Date.now()
  const outcomes = await runSteps(chosen, { patterns, verbose })
  report(outcomes)
  log(`\nAll in ${seconds(Date.now() - started)}`)
  const sum = total(outcomes)
  log(closingLine(sum))
  return sum.failed > 0 || sum.passed === 0 ? 1 : 0
})

/**
 * @param {readonly Step[]} chosen
 * @param {{ patterns: string[], verbose: boolean }} options
 * @returns {Promise<Outcome[]>}
 */
async function runSteps(chosen, { patterns, verbose }) {
  /** @type {Outcome[]} */
  const outcomes = []
  const hasTests = chosen.some((step) => step.kind === 'tests')
  /** @type {Context | undefined} */
  let context
  const setUpFailed = await failureOf('set-up', async () => {
    const [node, found] = await Promise.all([setUp({ log }), hasTests ? prepareSystem({ log }) : {}])
    const electron = electronExecutable({ root })
      ? {}
      : { SOMA_SKIP_ELECTRON: 'the Electron runtime is not here' }
    context = { node, env: { ...environmentFor(node), ...found, ...electron }, patterns, verbose }
  })
  if (!context) return setUpFailed
  for (const step of chosen) {
    const outcome = await runStep(step, context)
    outcomes.push(outcome)
    log(line(outcome, step))
    // Tests of a build that is not there would only repeat that.
    if (step.kind === 'build' && outcome.failures.length > 0) break
  }
  return outcomes
}

/**
 * @param {Step} step
 * @param {Context} context
 * @returns {Promise<Outcome>}
 */
async function runStep(step, context) {
  if (step.kind === 'check') return runCheck(step, context)
  if (step.kind === 'tests') return runTests(step, context)
  const started = Date.now()
  const failed = await failureOf('build', async () => {
    await build({ node: context.node, log: context.verbose ? log : () => {} })
  })
  return failed[0] ?? checkOutcome({ name: 'build', code: 0, output: '', ms: Date.now() - started })
}

/**
 * @param {string} name
 * @param {() => Promise<void>} task
 * @returns {Promise<Outcome[]>} one if it failed
 */
async function failureOf(name, task) {
  const started = Date.now()
  try {
    await task()
    return []
  } catch (error) {
    if (!(error instanceof Error)) throw error
    const output =
      error instanceof Refusal ? `${error.details}\n${error.message}` : (error.stack ?? error.message)
    return [checkOutcome({ name, code: 1, output, ms: Date.now() - started })]
  }
}

/**
 * @param {import('./test/steps.mjs').Check} step
 * @param {Context} context
 */
async function runCheck({ name, commands }, { node, env, verbose }) {
  const started = Date.now()
  let code = 0
  let output = ''
  for (const [tool, ...args] of commands) {
    const script = tool.endsWith('.mjs') ? join(root, tool) : binOf(root, tool, binNames[tool])
    const options = { cwd: root, env, limitMs: 10 * 60_000, ...(verbose && { onOutput: write }) }
    const result = await capture(node, [script, ...args], options)
    code ||= result.code
    if (result.code !== 0) output += result.output
  }
  return checkOutcome({ name, code, output, ms: Date.now() - started })
}

/** @type {Record<string, string>} */
const binNames = { typescript: 'tsc' }

/**
 * @param {import('./test/steps.mjs').Tests} step
 * @param {Context} context
 */
async function runTests({ name, limitMinutes }, { node, env, patterns, verbose }) {
  const started = Date.now()
  const linesFile = join(root, '.cache', `tests-${name}-${process.pid}.jsonl`)
  mkdirSync(join(root, '.cache'), { recursive: true })
  const skipReason = name === 'browser' ? env.SOMA_SKIP_BROWSER : undefined
  // With a pattern that no test name matches, all are skipped and no hook runs.
  const skipAll = skipReason ? ['--testNamePattern', '^(?!)'] : []
  const args = [binOf(root, 'vitest'), 'run', '--project', name, ...skipAll, ...patterns]
  const result = await capture(node, args, {
    cwd: root,
    env: { ...env, SOMA_TEST_LINES: linesFile },
    limitMs: limitMinutes * 60_000,
    ...(verbose && { onOutput: write }),
  })
  const lines = readIfThere(linesFile)
  rmSync(linesFile, { force: true })
  return testOutcome({ name, lines, ...result, skipReason, ms: Date.now() - started })
}

/** @param {string} file */
function readIfThere(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

/** @param {string} text */
const write = (text) => process.stdout.write(text)

/**
 * @param {Outcome} outcome
 * @param {Step} step
 */
function line({ name, passed, failures, skips, ms }, { kind }) {
  const verdict = failures.length > 0 ? 'failed' : 'ok'
  const counts =
    kind === 'tests' ? `  ${closingLine({ passed, failed: failures.length, skipped: skips.length })}.` : ''
  return `${name.padEnd(8)} ${verdict.padEnd(7)} ${seconds(ms).padStart(8)}${counts}`
}

/** @param {readonly Outcome[]} outcomes */
function report(outcomes) {
  const skips = outcomes.flatMap((outcome) => outcome.skips)
  if (skips.length > 0) log('\nSkipped:')
  for (const { name, text } of skips) log(`  ${name}\n    ${text}`)
  const failures = outcomes.flatMap((outcome) => outcome.failures)
  for (const { name, text } of failures) log(`\nFAILED  ${name}\n${text}`)
}
