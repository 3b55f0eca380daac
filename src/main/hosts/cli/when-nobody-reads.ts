import type { Writable } from 'node:stream'

/**
 * Whoever reads may have had enough, as `soma config list | head` has: that is the end, and no error.
 * @param end ends the process with an exit code
 */
export const whenNobodyReads = (out: Writable, end: (code: number) => void): void => {
  out.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
    end(0)
  })
}
