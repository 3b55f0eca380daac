import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const PREFIX = 'electron-stand-in-'

/**
 * A folder for this process, gone when it exits. A killed process cannot clean up after itself, so the pid is in the
 * name and every start removes what the dead have left.
 */
export function createTempFolder(): string {
  for (const name of readdirSync(tmpdir())) {
    const owner = new RegExp(`^${PREFIX}(\\d+)-`).exec(name)?.[1]
    if (owner && !isAlive(Number(owner))) remove(join(tmpdir(), name))
  }
  const folder = mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`))
  process.on('exit', () => remove(folder))
  return folder
}

export function isAlive(pid: number): boolean {
  // Zero and below would mean process groups.
  if (!(pid > 0)) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** Chromium's helpers may write for a few milliseconds more after it is gone; what they leave, the next start sweeps. */
function remove(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 20 })
  } catch {
    // Left for the next start.
  }
}
