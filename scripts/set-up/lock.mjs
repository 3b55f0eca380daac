import {
  appendFileSync,
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

/** Longer than any install or build takes: an older lock belongs to a process number that was given out again. */
const oldestMs = 20 * 60_000

/**
 * Runs a task while no other process runs one under the same file. The file names the processes that work under it:
 * ours, and those of which the task says that they may outlive us. It is abandoned when none of them is left.
 * @template T
 * @param {{ file: string, onWait?: () => void, pollMs?: number }} lock
 * @param {(alsoHeldBy: (pid: number) => void) => Promise<T>} task
 * @returns {Promise<T>}
 */
export async function withLock({ file, onWait, pollMs = 200 }, task) {
  mkdirSync(dirname(file), { recursive: true })
  // Unique to this holder, so that nobody deletes a lock that is not the one they looked at.
  const token = `${process.pid} ${Date.now().toString(36)}${Math.random().toString(36).slice(2)}`
  let said = false
  while (!take(file, token)) {
    if (clearIfAbandoned(file)) continue
    if (!said) onWait?.()
    said = true
    await pause(pollMs)
  }
  try {
    return await task((pid) => appendFileSync(file, `\n${pid}`))
  } finally {
    if (read(file)?.startsWith(token)) rmSync(file, { force: true })
  }
}

/**
 * @param {string} file
 * @param {string} token
 */
function take(file, token) {
  try {
    writeFileSync(file, token, { flag: 'wx' })
    return true
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'EEXIST') return false
    throw error
  }
}

/**
 * Moves an abandoned lock aside. Between looking and moving another process may have done so and taken the lock
 * anew: then we moved a living one, and put it back.
 * @param {string} file
 */
function clearIfAbandoned(file) {
  const content = read(file)
  if (content === undefined) return true
  if (!isAbandoned(file, content)) return false
  const aside = `${file}.${process.pid}`
  try {
    renameSync(file, aside)
    if (read(aside) !== content) linkSync(aside, file)
  } catch {
    // Another process was faster.
  }
  rmSync(aside, { force: true })
  return true
}

/**
 * @param {string} file
 * @param {string} content
 */
function isAbandoned(file, content) {
  const age = ageOf(file)
  // A file without its token is being written this moment, or its writer died in that moment.
  if (content === '') return age > 2000
  const pids = content.split('\n').map((line) => Number(line.split(' ')[0]))
  return age > oldestMs || !pids.some(isAlive)
}

/** @param {string} file */
function ageOf(file) {
  try {
    return Date.now() - statSync(file).mtimeMs
  } catch {
    return 0
  }
}

/** @param {number} pid */
function isAlive(pid) {
  // Where nobody reaps (a container without init) a dead process keeps its number, with the state Z.
  if (process.platform === 'linux' && /^\d+ \(.*\) Z/.test(read(`/proc/${pid}/stat`) ?? '')) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM'
  }
}

/** @param {string} file */
function read(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}
