import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { build } from '../build.mjs'
import { Refusal } from '../main.mjs'
import { root } from '../root.mjs'
import { binOf, capture } from '../run.mjs'
import { checkOutcome, testOutcome } from './counts.mjs'

/** @typedef {import('./counts.mjs').Outcome} Outcome */
/** @typedef {import('./steps.mjs').Step} Step */
/** @typedef {{ node: string, env: NodeJS.ProcessEnv, patterns: string[], verbose: boolean }} Context */

const minuteMs = 60_000

/**
 * @param {Step} step
 * @param {Context} context
 * @returns {Promise<Outcome>}
 */
export async function runStep(step, context) {
  if (step.kind === 'check') return runCheck(step, context)
  if (step.kind === 'tests') return runTests(step, context)
  return outcomeOf('build', async () => {
    await build({ node: context.node, log: context.verbose ? console.log : () => {} })
  })
}

/**
 * A task of our own as a check: it holds unless it throws.
 * @param {string} name
 * @param {() => Promise<void>} task
 * @returns {Promise<Outcome>}
 */
export async function outcomeOf(name, task) {
  const started = Date.now()
  const done = (/** @type {string} */ output) =>
    checkOutcome({ name, code: output ? 1 : 0, output, ms: Date.now() - started })
  try {
    await task()
    return done('')
  } catch (error) {
    if (!(error instanceof Error)) throw error
    return done(
      error instanceof Refusal ? `${error.details}\n${error.message}` : (error.stack ?? error.message),
    )
  }
}

/**
 * @param {import('./steps.mjs').Check} step
 * @param {Context} context
 */
async function runCheck({ name, commands }, { node, env, verbose }) {
  const started = Date.now()
  let code = 0
  let output = ''
  for (const { tool, bin, args = [] } of commands) {
    const script = tool.endsWith('.mjs') ? join(root, tool) : binOf(root, tool, bin)
    const options = { cwd: root, env, limitMs: 10 * minuteMs, ...(verbose && { onOutput: write }) }
    const result = await capture(node, [script, ...args], options)
    if (result.code === 0) continue
    code = result.code
    output += result.output
  }
  return checkOutcome({ name, code, output, ms: Date.now() - started })
}

/**
 * @param {import('./steps.mjs').Tests} step
 * @param {Context} context
 */
async function runTests({ name, limitMinutes }, { node, env, patterns, verbose }) {
  const started = Date.now()
  const linesFile = join(root, '.cache', `tests-${name}-${process.pid}.jsonl`)
  mkdirSync(join(root, '.cache'), { recursive: true })
  const skipReason = name === 'browser' ? env.SOMA_SKIP_BROWSER : undefined
  // With a pattern that no test name matches, all count as skipped and no hook runs.
  const skipAll = skipReason ? ['--testNamePattern', '^(?!)'] : []
  const result = await capture(
    node,
    [binOf(root, 'vitest'), 'run', '--project', name, ...skipAll, ...patterns],
    {
      cwd: root,
      // The step before has built.
      env: { ...env, TEST_LINES_FILE: linesFile, TEST_IS_BUILT: 'true' },
      limitMs: limitMinutes * minuteMs,
      ...(verbose && { onOutput: write }),
    },
  )
  const lines = readIfThere(linesFile)
  rmSync(linesFile, { force: true })
  const mayBeEmpty = patterns.length > 0
  return testOutcome({ name, lines, ...result, skipReason, mayBeEmpty, ms: Date.now() - started })
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
