import { readlinkSync, rmSync, symlinkSync } from 'node:fs'
import { isAlive } from './temp-folder.ts'

/**
 * Takes a lock for as long as this process lives, or returns the note of the living process that has it. The lock is a
 * symbolic link to nowhere, as Chromium's own: making one is atomic and synchronous, and its target can say who made it.
 */
export function takePidLock(link: string, note = ''): { readonly heldBy: string } | undefined {
  for (;;) {
    try {
      symlinkSync(`${process.pid}:${note}`, link)
      process.on('exit', () => releasePidLock(link))
      return undefined
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
    const owner = readOwner(link)
    if (isAlive(owner.pid)) return { heldBy: owner.note }
    rmSync(link, { force: true })
  }
}

export function releasePidLock(link: string): void {
  if (readOwner(link).pid === process.pid) rmSync(link, { force: true })
}

/** One that goes away between two looks reads as nobody's. */
function readOwner(link: string): { pid: number; note: string } {
  try {
    const [pid, ...note] = readlinkSync(link).split(':')
    return { pid: Number(pid), note: note.join(':') }
  } catch {
    return { pid: 0, note: '' }
  }
}
