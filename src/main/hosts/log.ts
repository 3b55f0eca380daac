import { join } from 'node:path'
import { destination, pino } from 'pino'
import type { Log } from '#engine/ports'

/** A log file in the data folder, one JSON object a line. Payloads and queries are never written to it. */
export const openLog = (dataDir: string): Log & { flush(): void } => {
  const out = destination({ dest: join(dataDir, 'logs', 'soma.log'), mkdir: true, sync: false })
  const logger = pino({ base: { pid: process.pid } }, out)
  return {
    info: (message, details = {}) => logger.info(details, message),
    warn: (message, details = {}) => logger.warn(details, message),
    error: (message, details = {}) => logger.error(details, message),
    flush: () => out.flushSync(),
  }
}
