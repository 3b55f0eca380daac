import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { destination, pino } from 'pino'
import type { Log } from '#engine/ports'

export interface AppLog extends Log {
  /** From now on this text is written to no line, wherever it turns up (SEC-2). */
  conceal(secret: string): void
  /** A line without what is concealed. */
  concealed(line: string): string
  flush(): void
  /** Its last lines. */
  tail(): string
}

/** Values under these names are left out, whatever they are. */
const SECRET_NAMES = [
  'token',
  'password',
  'sentinel_password',
  'sentinelPassword',
  'secret',
  'api_key',
  'apiKey',
  'authorization',
  'cookie',
  'encryption_key',
]
const CONCEALED = '[secret]'

const toStandardError = (line: string): void => void process.stderr.write(`${line}\n`)

/**
 * A log file in the data folder, one JSON object a line. Payloads and queries are never written to it. Where it cannot be
 * written, everything else goes on without it.
 * @param tell of that, once
 */
export const openLog = (dataDir: string, tell = toStandardError): AppLog => {
  const file = join(dataDir, 'logs', 'soma.log')
  const out = destination({ dest: file, mkdir: true, sync: false })
  const secrets = new Set<string>()
  const options = {
    base: { pid: process.pid },
    redact: { paths: SECRET_NAMES.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: CONCEALED },
    hooks: { streamWrite: (line: string) => concealed(line, secrets) },
  }
  const logger = pino(options, out)
  let isBroken = false
  out.on('error', (error: Error) => {
    if (!isBroken) tell(`The log ${file} cannot be written: ${error.message}`)
    isBroken = true
    // A line to a file that is not open would be thrown back at whoever writes it.
    logger.level = 'silent'
  })
  const flush = (): void => {
    if (!isBroken) out.flushSync()
  }
  return {
    info: (message, details = {}) => logger.info(details, message),
    warn: (message, details = {}) => logger.warn(details, message),
    error: (message, details = {}) => logger.error(details, message),
    conceal: (secret) => void secrets.add(secret),
    concealed: (line) => concealed(line, secrets),
    flush,
    tail: () => {
      flush()
      return tailOf(file)
    },
  }
}

/** So much of a log goes with a report. */
const TAIL_BYTES = 512 * 1024

const tailOf = (file: string): string => {
  if (!existsSync(file)) return ''
  const text = readFileSync(file)
  const tail = text.subarray(Math.max(0, text.length - TAIL_BYTES)).toString('utf8')
  // Not with half a line.
  return text.length > TAIL_BYTES ? tail.slice(tail.indexOf('\n') + 1) : tail
}

/** A secret can be part of any text: of a message of a library, of an address. */
const concealed = (line: string, secrets: ReadonlySet<string>): string =>
  [...secrets].reduce(
    (text, secret) =>
      text.replaceAll(secret, CONCEALED).replaceAll(JSON.stringify(secret).slice(1, -1), CONCEALED),
    line,
  )
