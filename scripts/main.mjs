import { realpathSync } from 'node:fs'
import { pathToFileURL } from 'node:url'

/** A reason to stop that a person can act on: shown as its one sentence, without a stack. */
export class Refusal extends Error {
  /**
   * @param {string} sentence what is wrong and what to do
   * @param {string} [details] output of the command that failed
   */
  constructor(sentence, details = '') {
    super(sentence)
    this.details = details
  }
}

/**
 * Runs a script's main function and ends the process with the code that it gives.
 * @param {() => Promise<number>} main
 */
export async function runMain(main) {
  if (process.env.npm_lifecycle_event) endWithParent()
  try {
    process.exitCode = await main()
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    if (error.details) console.error(error.details.trimEnd())
    console.error(error.message)
    process.exitCode = 1
  }
}

/**
 * npm runs a script through a shell. Who ends npm ends that shell, and nobody tells us: a server would go on for ever.
 */
function endWithParent() {
  const parent = process.ppid
  const look = () => {
    if (process.ppid !== parent) process.kill(process.pid, 'SIGTERM')
  }
  setInterval(look, 500).unref()
}

/**
 * Whether a module is the one that Node was started with, also by way of a link (npx makes one).
 * @param {string} moduleUrl
 */
export function isMain(moduleUrl) {
  const started = process.argv[1]
  return started !== undefined && pathToFileURL(realpathSync(started)).href === moduleUrl
}

/** @param {number} milliseconds */
export const seconds = (milliseconds) => `${(milliseconds / 1000).toFixed(1)} s`
