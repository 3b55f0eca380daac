import { createHash } from 'node:crypto'
import type { AuditState } from '#contract/app'
import { type AuditEntry, auditEntries } from '#engine/observe/audit-entries'
import type { Observation, Observer } from '#engine/observe/observer'
import type { Log } from '#engine/ports'
import { RotatingFile, type Rotation } from './rotating-file.ts'

export interface AuditSettings extends Rotation {
  readonly enabled: boolean
  readonly path: string
  /** Whether what was asked is written as it was, or as its hash. */
  readonly queries: 'text' | 'hash'
}

export interface AuditParts {
  /** Read each time, so that they may change. */
  readonly settings: () => AuditSettings
  readonly log: Pick<Log, 'warn' | 'info'>
  /** Takes out what is secret, wherever it turns up. */
  readonly concealed?: (line: string) => string
  /** Milliseconds until what failed is tried again. */
  readonly retryMs?: number
}

/** Bytes that wait for the disk; past them the oldest lines are given up, and counted. */
const MOST_WAITING = 16 * 1024 * 1024
const AT_ONCE = 256 * 1024
const RETRY_MS = 2000

/**
 * The audit log: a line for each change and recall, written behind the back of whoever waits for an answer. Where it
 * cannot be written lines wait in memory and are tried again, and its state says so; a write of a memory never fails for it.
 */
export class AuditLog implements Observer {
  /** Called when it begins to fail, and when that is over. */
  onState = (): void => {}
  readonly #parts: AuditParts
  #file: RotatingFile | null = null
  #waiting: string[] = []
  #waitingBytes = 0
  /** Lines that are being written. */
  #underWay = 0
  #dropped = 0
  #problem: { readonly problem: string; readonly since: number } | null = null
  #writing: Promise<void> | null = null
  #isClosed = false
  #endPause = (): void => {}

  constructor(parts: AuditParts) {
    this.#parts = parts
  }

  note(happened: Observation): void {
    const { enabled, queries } = this.#parts.settings()
    if (!enabled) return
    for (const entry of auditEntries(happened)) this.#add(lineOf(entry, queries))
  }

  async state(): Promise<AuditState> {
    const { enabled, path } = this.#parts.settings()
    const bytes = await new RotatingFile(path, this.#parts.settings).bytes()
    const { problem = null, since = null } = this.#problem ?? {}
    const waiting = this.#waiting.length + this.#underWay
    return { enabled, path, bytes, waiting, dropped: this.#dropped, problem, since }
  }

  /** Writes what waits; what the disk still refuses is lost, and the log of the program says how much. */
  async close(): Promise<void> {
    this.#isClosed = true
    this.#endPause()
    await this.#writing
    const lost = this.#waiting.length
    if (lost > 0) this.#parts.log.warn('lines of the audit log are lost', { lost, ...this.#problem })
    await this.#file?.close().catch(() => {})
  }

  #add(line: string): void {
    this.#put([this.#parts.concealed?.(line) ?? line])
    this.#writing ??= this.#write().finally(() => {
      this.#writing = null
    })
  }

  #put(lines: readonly string[]): void {
    for (const line of lines) this.#waitingBytes += line.length
    this.#waiting.push(...lines)
    while (this.#waitingBytes > MOST_WAITING && this.#waiting.length > 1) {
      this.#waitingBytes -= this.#waiting.shift()?.length ?? 0
      this.#dropped++
    }
  }

  /** Until nothing waits; where the disk refuses, again and again, and at the end once more. */
  async #write(): Promise<void> {
    // What is noted in one turn is one write.
    await new Promise(setImmediate)
    while (this.#waiting.length > 0) {
      const batch = this.#take()
      this.#underWay = batch.length
      try {
        await (await this.#current()).append(batch.join(''))
        this.#underWay = 0
        this.#say(null)
      } catch (error) {
        this.#underWay = 0
        // What came meanwhile comes after it.
        const later = this.#waiting.splice(0)
        this.#waitingBytes = 0
        this.#put([...batch, ...later])
        this.#say((error as Error).message)
        if (this.#isClosed) return
        await this.#pause()
      }
    }
  }

  #take(): string[] {
    let [lines, bytes] = [0, 0]
    while (lines < this.#waiting.length && (lines === 0 || bytes < AT_ONCE)) {
      bytes += this.#waiting[lines++]?.length ?? 0
    }
    this.#waitingBytes -= bytes
    return this.#waiting.splice(0, lines)
  }

  /** The file of the settings, which may name another one now. */
  async #current(): Promise<RotatingFile> {
    const { path } = this.#parts.settings()
    if (this.#file?.path !== path) {
      await this.#file?.close()
      this.#file = new RotatingFile(path, this.#parts.settings)
    }
    return this.#file
  }

  #say(message: string | null): void {
    if ((this.#problem?.problem ?? null) === message) return
    this.#problem = message === null ? null : { problem: message, since: Date.now() / 1000 }
    if (message !== null) this.#parts.log.warn('the audit log cannot be written', { reason: message })
    this.onState()
  }

  #pause(): Promise<void> {
    return new Promise((resolve) => {
      this.#endPause = resolve
      setTimeout(resolve, this.#parts.retryMs ?? RETRY_MS).unref()
    })
  }
}

const lineOf = ({ query, ...entry }: AuditEntry, queries: AuditSettings['queries']): string => {
  if (typeof query !== 'string') return `${JSON.stringify(entry)}\n`
  const asked = queries === 'text' ? { query } : { query_hash: hashOf(query) }
  return `${JSON.stringify({ ...entry, ...asked })}\n`
}

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 32)
