import { Refusal, runMain, seconds } from './main.mjs'
import { root } from './root.mjs'
import { environmentFor } from './run.mjs'
import { electronExecutable } from './set-up/electron-runtime.mjs'
import { setUp } from './set-up.mjs'
import { checkOutcome, closingLine, total } from './test/counts.mjs'
import { reportLines, stepLine } from './test/report.mjs'
import { outcomeOf, runStep } from './test/run-step.mjs'
import { readArguments, steps } from './test/steps.mjs'
import { prepareSystem } from './test/system-packages.mjs'
import { prepareTransformers } from './test/transformers-runtime.mjs'

/**
 * `npm test`: everything that must hold before a change is taken.
 *   npm test -- --only unit|browser|checks|<step>   --verbose   <pattern of test files>
 */

/** @typedef {import('./test/counts.mjs').Outcome} Outcome */
/** @typedef {import('./test/run-step.mjs').Context} Context */
/** @typedef {ReturnType<typeof readArguments>} Request */

const log = console.log

await runMain(async () => {
  const request = readArguments(process.argv.slice(2))
  if (request.unknown.length > 0) {
    const names = ['checks', ...steps.map((step) => step.name)].join(', ')
    throw new Refusal(
      `Unknown: ${request.unknown.join(' ')}. --only takes ${names}; the other flag is --verbose.`,
    )
  }
  const started = Date.now()
  const outcomes = await runSteps(request)
  for (const line of reportLines(outcomes)) log(line)
  log(`\nAll in ${seconds(Date.now() - started)}`)
  const sum = total(outcomes)
  log(closingLine(sum))
  return sum.failed > 0 || sum.passed === 0 ? 1 : 0
})

/**
 * @param {Request} request
 * @returns {Promise<Outcome[]>}
 */
async function runSteps(request) {
  /** @type {Context | undefined} */
  let context
  const prepared = await outcomeOf('set-up', async () => {
    context = await prepare(request)
  })
  if (!context) return [prepared]
  /** @type {Outcome[]} */
  const outcomes = []
  for (const step of request.chosen) {
    // Tests would only repeat that the build failed.
    const buildFailed = outcomes.some(({ name, failures }) => name === 'build' && failures.length > 0)
    if (step.kind === 'tests' && buildFailed) continue
    const outcome = await runStep(step, context)
    outcomes.push(outcome)
    log(stepLine(outcome, step))
  }
  return [...outcomes, ...matchedNothing(request, outcomes)]
}

/**
 * A pattern may match nothing in one of the runs, but not in all.
 * @param {Request} request
 * @param {readonly Outcome[]} outcomes
 */
function matchedNothing({ chosen, patterns }, outcomes) {
  const isOfTests = ({ name = '' }) => chosen.some((step) => step.name === name && step.kind === 'tests')
  const sum = total(outcomes.filter(isOfTests))
  if (patterns.length === 0 || sum.passed + sum.failed + sum.skipped > 0) return []
  const output = `No test file matches ${patterns.join(' ')}`
  return [checkOutcome({ name: 'the pattern', code: 1, output, ms: 0 })]
}

/**
 * @param {Request} request
 * @returns {Promise<Context>}
 */
async function prepare({ chosen, patterns, verbose }) {
  const hasTests = chosen.some((step) => step.kind === 'tests')
  const [node, system] = await Promise.all([setUp({ log }), hasTests ? prepareSystem({ log }) : {}])
  const hasUnitTests = chosen.some(({ name }) => name === 'unit')
  const transformers = hasUnitTests ? await prepareTransformers({ node, log }) : {}
  const electron = electronExecutable({ root })
    ? {}
    : { SOMA_SKIP_ELECTRON: 'the Electron runtime is not here' }
  return {
    node,
    env: { ...environmentFor(node), ...system, ...transformers, ...electron },
    patterns,
    verbose,
  }
}
