import { join } from 'node:path'
import { destination, pino } from 'pino'
import type { Log } from '#engine/ports'

export interface AppLog extends Log {
  /** From now on this text is written to no line, wherever it turns up (SEC-2). */
  conceal(secret: string): void
  /** A line without what is concealed. */
  concealed(line: string): string
  flush(): void
}

/** Values under these names are left out, whatever they are. */
const SECRET_NAMES = [
  'token',
  'password',
  'secret',
  'api_key',
  'apiKey',
  'authorization',
  'cookie',
  'encryption_key',
]
const CONCEALED = '[secret]'

/** A log file in the data folder, one JSON object a line. Payloads and queries are never written to it. */
export const openLog = (dataDir: string): AppLog => {
  const out = destination({ dest: join(dataDir, 'logs', 'soma.log'), mkdir: true, sync: false })
  const secrets = new Set<string>()
  const options = {
    base: { pid: process.pid },
    redact: { paths: SECRET_NAMES.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: CONCEALED },
    hooks: { streamWrite: (line: string) => concealed(line, secrets) },
  }
  const logger = pino(options, out)
  return {
    info: (message, details = {}) => logger.info(details, message),
    warn: (message, details = {}) => logger.warn(details, message),
    error: (message, details = {}) => logger.error(details, message),
    conceal: (secret) => void secrets.add(secret),
    concealed: (line) => concealed(line, secrets),
    flush: () => out.flushSync(),
  }
}

/** A secret can be part of any text: of a message of a library, of an address. */
const concealed = (line: string, secrets: ReadonlySet<string>): string =>
  [...secrets].reduce(
    (text, secret) =>
      text.replaceAll(secret, CONCEALED).replaceAll(JSON.stringify(secret).slice(1, -1), CONCEALED),
    line,
  )
