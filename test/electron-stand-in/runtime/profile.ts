import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { takePidLock } from './pid-lock.ts'

/**
 * Where Chromium keeps localStorage and the like: in the app's own folder, so that it outlives a restart. A profile
 * bears one Chromium only: a second process, of an app without single-instance lock, gets a temporary one.
 */
export function profileFor(sessionData: string, tempFolder: string): string {
  const profile = join(sessionData, 'stand-in-chromium')
  mkdirSync(sessionData, { recursive: true })
  const isTaken = takePidLock(`${profile}.lock`) !== undefined
  return isTaken ? join(tempFolder, 'chromium') : profile
}
