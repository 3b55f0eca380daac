import { spawn } from 'node:child_process'
import { existsSync, readFileSync, realpathSync } from 'node:fs'
import { constants } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { Refusal } from './main.mjs'

/** @typedef {{ cwd: string, env?: NodeJS.ProcessEnv }} Place */

/** @type {NodeJS.Signals[]} */
const endingSignals = ['SIGINT', 'SIGTERM', 'SIGHUP']

/** How long a command may take to end. */
const patienceMs = 3000

/**
 * The environment in which `node`, and so every bin, means the given one.
 * @param {string} node path of the executable
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {NodeJS.ProcessEnv}
 */
export function environmentFor(node, env = process.env) {
  // Windows spells it Path, and two spellings in one environment are one too many.
  const name = Object.keys(env).find((key) => key.toUpperCase() === 'PATH') ?? 'PATH'
  return { ...env, [name]: [dirname(node), env[name]].filter(Boolean).join(delimiter) }
}

/**
 * The same for the built program, which Node then need not compile anew at each start.
 * @param {string} node
 * @param {string} folder of the package
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {NodeJS.ProcessEnv}
 */
export const environmentOfProgram = (node, folder, env = process.env) => ({
  NODE_COMPILE_CACHE: join(folder, '.cache/compiled'),
  ...environmentFor(node, env),
})

/**
 * Runs a command in the foreground, hands on the signals that this process gets, and gives its exit code.
 * A command that such a signal ended takes this process with it by the same one.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {Place} place
 * @returns {Promise<number>}
 */
export function run(command, args, place) {
  const child = spawn(command, args, { ...place, stdio: 'inherit' })
  // A terminal sends Ctrl-C to the whole group: the child has it already, a second one would mean "at once".
  const forward = (/** @type {NodeJS.Signals} */ signal) => {
    if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal)
  }
  for (const signal of endingSignals) process.on(signal, forward)
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code, signal) => {
      for (const name of endingSignals) process.off(name, forward)
      if (signal && endingSignals.includes(signal)) process.kill(process.pid, signal)
      resolve(code ?? 128 + constants.signals[signal ?? 'SIGKILL'])
    })
  })
}

/**
 * Runs a command without input and keeps what it says. With a time limit, all that it started ends with it.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {Place & {
 *   limitMs?: number, signal?: AbortSignal, onStart?: ((pid: number) => void) | undefined, onOutput?: (text: string) => void,
 * }} options
 * @returns {Promise<{ code: number, output: string, timedOut: boolean }>}
 */
export function capture(command, args, { limitMs, onStart, onOutput, ...place }) {
  const grouped = limitMs !== undefined && process.platform !== 'win32'
  const child = spawn(command, args, { ...place, stdio: ['ignore', 'pipe', 'pipe'], detached: grouped })
  if (child.pid !== undefined) onStart?.(child.pid)
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (/** @type {string} */ text) => {
      output += text
      onOutput?.(text)
    })
  }
  let timedOut = false
  const ending = makeEnding(child, grouped)
  const expire = () => {
    timedOut = true
    ending.begin('SIGTERM')
  }
  const limit = limitMs === undefined ? undefined : setTimeout(expire, limitMs)
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => {
      clearTimeout(limit)
      ending.finish()
      // Some tools write colours even into a pipe.
      resolve({ code: code ?? 1, output: stripVTControlCharacters(output), timedOut })
    })
  })
}

/**
 * Ends a child, and this process by the same signal once the child is gone: it must not go on behind our back, as npm
 * would, which takes its time to undo an install. Who does not end in time is killed.
 * @param {import('node:child_process').ChildProcess} child
 * @param {boolean} grouped
 */
function makeEnding(child, grouped) {
  /** @type {NodeJS.Timeout | undefined} */
  let kill
  /** @type {NodeJS.Signals | undefined} */
  let heard
  const begin = (/** @type {NodeJS.Signals} */ signal) => {
    endGroup(child, { signal, grouped })
    kill ??= setTimeout(() => endGroup(child, { signal: 'SIGKILL', grouped }), patienceMs)
  }
  const hear = (/** @type {NodeJS.Signals} */ signal) => {
    heard = signal
    begin(signal)
  }
  for (const signal of endingSignals) process.on(signal, hear)
  const finish = () => {
    clearTimeout(kill)
    for (const signal of endingSignals) process.off(signal, hear)
    if (heard) process.kill(process.pid, heard)
  }
  return { begin, finish }
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @param {{ signal: NodeJS.Signals, grouped: boolean }} how
 */
function endGroup(child, { signal, grouped }) {
  try {
    if (grouped && child.pid) process.kill(-child.pid, signal)
    else child.kill(signal)
  } catch {
    // It ended by itself in the meantime.
  }
}

/**
 * The script behind a package's command: run it as `node <script>`, which works alike on every system.
 * A command is called like its package unless said otherwise.
 * @param {string} root
 * @param {string} packageName
 * @param {string} [binName]
 */
export function binOf(root, packageName, binName = packageName.replace(/^@.*\//, '')) {
  const folder = join(root, 'node_modules', packageName)
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const script = typeof bin === 'string' ? bin : bin?.[binName]
  if (!script) throw new Refusal(`The package ${packageName} has no command ${binName}.`)
  return join(folder, script)
}

/**
 * Where npm's own script is: the npm that runs us, the one beside this Node, or the one on PATH.
 * @param {NodeJS.ProcessEnv} [env]
 */
export function npmScript(env = process.env) {
  const beside = dirname(process.execPath)
  const onPath = (env.PATH ?? env.Path ?? '')
    .split(delimiter)
    .flatMap((folder) => [join(folder, 'npm'), join(folder, 'node_modules/npm/bin/npm-cli.js')])
  const candidates = [
    env.npm_execpath ?? '',
    join(beside, '../lib/node_modules/npm/bin/npm-cli.js'),
    join(beside, 'node_modules/npm/bin/npm-cli.js'),
    ...onPath,
  ]
  for (const candidate of candidates) {
    if (!existsSync(candidate)) continue
    const script = realpathSync(candidate)
    if (script.endsWith('npm-cli.js')) return script
  }
  throw new Refusal('npm was not found. It comes with Node: install Node from https://nodejs.org.')
}
