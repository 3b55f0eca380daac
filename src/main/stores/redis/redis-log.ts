import { AppError, isAppError, isError } from '#contract/errors'
import type { CircuitBreaker } from '#services/circuit-breaker'
import { ServiceFault } from '#services/service-fault'
import type { Entry, Following, NewEntry, Position, RowChange, RowLog } from '../row-log.ts'
import type { RedisClient } from './connect.ts'
import { readEverything } from './everything.ts'
import { ForeignRedis, refuseForeignKeys, refuseUnfinished } from './foreign-keys.ts'
import { bodyKeys, HEAD, LOG, SETTLED } from './keys.ts'
import { changesFromJson, changesToJson } from './row-json.ts'
import { settleEntry } from './settle.ts'
import { withoutAddress } from './without-address.ts'

/** Entries that are asked for at once. */
const ENTRIES_AT_ONCE = 32
/** Characters past which a body is written in parts before its entry. */
const PART = 1024 * 1024
/** Seconds that parts stay whose entry did not come. */
const PART_STAYS = 3600

export interface RedisLogOptions {
  readonly redis: RedisClient
  /** As people know it: host and port. */
  readonly name: string
  /** The newest format of rows that this program knows. */
  readonly format: number
  /** It is read and followed, and nothing is written to it. */
  readonly isReadOnly: boolean
  /** Which move fills it, for whoever reads back what that wrote: nobody else may open it then. */
  readonly moving?: string | undefined
  readonly breaker: CircuitBreaker
  /** Told each time that Redis is lost, with the reason, and null when it is back. */
  readonly onHealth: (lost: string | null) => void
}

interface Stored {
  readonly entry: Entry
  /** Of its body, beside the entry. */
  readonly parts: number
}

/** The log in Redis. A call that Redis does not answer is `store/read-only`, with what is wrong. */
export class RedisLog implements RowLog {
  readonly #options: RedisLogOptions
  readonly #redis: RedisClient
  #lastError = ''
  #reason = ''
  #lost: string | null = null
  /** Times that Redis gave no answer: one that was asked for before the last of them says nothing of now. */
  #silences = 0
  #settling: Promise<void> | null = null
  #settleAgain = false
  #closed = false

  constructor(options: RedisLogOptions) {
    this.#options = options
    this.#redis = options.redis
    // A client without a listener ends the program.
    options.redis.on('error', (error: Error) => {
      this.#lastError = messageOf(error)
    })
  }

  /** Why Redis cannot be used now; null where it can. */
  get lost(): string | null {
    return this.#lost
  }

  origin(): Promise<string | null> {
    return this.#ask(async () => {
      const [log, format] = await this.#redis.hmget(HEAD, 'log', 'format')
      await refuseUnfinished(this.#redis, this.#options.moving)
      if (!log) await refuseForeignKeys(this.#redis)
      // At the start it is for whoever started the program to hear.
      if (this.#isNewer(Number(format ?? 0))) throw new ForeignRedis(NEWER)
      return log ?? null
    })
  }

  begin(log: string): Promise<Position> {
    if (this.#options.isReadOnly) return Promise.reject(new ForeignRedis(`${this.#place} ${NONE_YET}`))
    return this.#ask(async () => ({ log: await this.#redis.somaBegin(1, HEAD, log), number: 0, id: '' }))
  }

  append(after: Position, { id, rows }: NewEntry): Promise<Position | 'moved'> {
    if (this.#options.isReadOnly) {
      const reason = `${this.#place} is opened read-only.`
      return Promise.reject(new AppError('store/read-only', { reason }))
    }
    return this.#ask(async () => {
      const body = changesToJson(rows)
      const parts = body.length > PART ? await this.#writeParts(id, body) : []
      const keys = [HEAD, LOG, ...parts]
      const { format } = this.#options
      const [outcome, number] = await this.#redis.somaAppend(
        keys.length,
        ...keys,
        ...[after.number, after.id, id, format, parts.length > 0 ? '' : body, parts.length],
      )
      if (outcome === 'newer') throw new AppError('store/read-only', { reason: NEWER })
      if (outcome !== 'kept') return 'moved'
      this.#settleSoon()
      return { log: after.log, number, id }
    })
  }

  after({ log, number, id }: Position): Promise<Following> {
    return this.#ask(async () => {
      const [head, same, lines] = await Promise.all([
        this.#redis.hmget(HEAD, 'log', 'number', 'id', 'format'),
        number === 0 ? [] : this.#redis.xrange(LOG, `${number}-0`, `${number}-0`),
        this.#redis.xrange(LOG, `${number + 1}-0`, '+', 'COUNT', ENTRIES_AT_ONCE),
      ])
      if (this.#isNewer(Number(head[3] ?? 0))) throw new AppError('store/read-only', { reason: NEWER })
      const last = Number(head[1] ?? 0)
      if (head[0] !== log || last < number) return { is: 'another-past' }
      const own = same[0] === undefined ? undefined : fieldsOf(same[0][1]).id
      if (own !== undefined && own !== id) return { is: 'another-past' }
      if (last === number) return head[2] === id || number === 0 ? none : { is: 'another-past' }
      if ((own === undefined && number > 0) || lines[0]?.[0] !== `${number + 1}-0`) return { is: 'dropped' }
      const entries = await Promise.all(lines.map((line) => this.#entryOf(line)))
      const lost = entries.indexOf(null)
      if (lost === 0) return { is: 'dropped' }
      const whole = lost < 0 ? entries : entries.slice(0, lost)
      return { is: 'following', entries: whole.flatMap((stored) => (stored ? [stored.entry] : [])) }
    })
  }

  everything(take: (rows: readonly RowChange[]) => void): Promise<Position> {
    return this.#ask(async () => {
      await this.#settle()
      const [log, [number, id]] = await Promise.all([
        this.#redis.hget(HEAD, 'log'),
        this.#redis.hmget(SETTLED, 'number', 'id'),
      ])
      await readEverything(this.#redis, take)
      return { log: log ?? '', number: Number(number ?? 0), id: id ?? '' }
    })
  }

  /** Settles what somebody else left behind, who may have died over it. */
  async tidy(): Promise<void> {
    this.#settleSoon()
    await this.#settling
  }

  async close(): Promise<void> {
    await this.#settling
    this.#closed = true
    this.#redis.disconnect()
  }

  async #writeParts(id: string, body: string): Promise<string[]> {
    const keys = bodyKeys(id, Math.ceil(body.length / PART))
    // One after the other: no answer may wait behind a hundred megabytes.
    for (const [i, key] of keys.entries()) {
      await this.#redis.set(key, safeSlice(body, i * PART, (i + 1) * PART), 'EX', PART_STAYS)
    }
    return keys
  }

  async #entryOf([number, flat]: [string, string[]]): Promise<Stored | null> {
    const { id = '', body = '', parts = '0' } = fieldsOf(flat)
    const text = parts === '0' ? body : await this.#readParts(id, Number(parts))
    if (text === null) return null
    return {
      entry: { number: Number.parseInt(number, 10), id, rows: changesFromJson(text) },
      parts: Number(parts),
    }
  }

  async #readParts(id: string, parts: number): Promise<string | null> {
    const found = await Promise.all(bodyKeys(id, parts).map((key) => this.#redis.get(key)))
    return found.every((part) => part !== null) ? found.map(unsafe).join('') : null
  }

  get #place(): string {
    return `Redis at ${this.#options.name}`
  }

  /** Once more where it is under way: what was appended meanwhile it may have missed. */
  #settleSoon(): void {
    if (this.#settling !== null) {
      this.#settleAgain = true
      return
    }
    this.#settling = this.#settle()
      .catch((error: unknown) => {
        // It is tried again with the next entry, and by whoever looks next.
        this.#lastError = messageOf(error)
      })
      .finally(() => {
        this.#settling = null
        if (this.#settleAgain && !this.#closed) {
          this.#settleAgain = false
          this.#settleSoon()
        }
      })
  }

  async #settle(): Promise<void> {
    if (this.#options.isReadOnly) return
    for (;;) {
      const [last, settled] = await Promise.all([
        this.#redis.hget(HEAD, 'number'),
        this.#redis.hget(SETTLED, 'number'),
      ])
      const from = Number(settled ?? 0)
      if (Number(last ?? 0) <= from) return
      const lines = await this.#redis.xrange(LOG, `${from + 1}-0`, '+', 'COUNT', ENTRIES_AT_ONCE)
      for (const line of lines) {
        const stored = await this.#entryOf(line)
        // Somebody else settled it, long enough ago for its parts to be gone.
        if (stored === null) break
        await settleEntry(this.#redis, stored.entry, stored.parts)
      }
    }
  }

  #isNewer(format: number): boolean {
    return format > this.#options.format
  }

  async #ask<T>(work: () => Promise<T>): Promise<T> {
    const { breaker } = this.#options
    try {
      breaker.enter()
    } catch {
      throw this.#away()
    }
    const silences = this.#silences
    try {
      const answer = await work()
      if (silences === this.#silences) {
        breaker.succeeded()
        this.#tell(null)
      } else breaker.abandoned()
      return answer
    } catch (error) {
      if (error instanceof ForeignRedis || isAppError(error)) {
        breaker.succeeded()
        if (isError(error, 'store/read-only')) this.#tell(error.data.reason)
        throw error
      }
      this.#silences += 1
      this.#reason = `${this.#place} gives no answer (${this.#reasonOf(error)}).`
      breaker.failed(new ServiceFault('unreachable', this.#reason))
      throw this.#away()
    }
  }

  /** The sentence is the same as long as what is wrong is: it stands in a banner. */
  #away(): AppError {
    const reason = `${this.#reason} What is known here can be read; nothing can be changed until it is back.`
    this.#tell(reason)
    return new AppError('store/read-only', { reason })
  }

  #tell(lost: string | null): void {
    if (lost === this.#lost) return
    this.#lost = lost
    this.#options.onHealth(lost)
  }

  /** The client says only that it tried; what went wrong it said before. */
  #reasonOf(error: unknown): string {
    const message = messageOf(error)
    const isLate = /max retries|Connection is closed|timed out/i.test(message) && this.#lastError !== ''
    return withoutAddress(isLate ? this.#lastError : message, this.#options)
  }
}

const NEWER = 'Redis was written by a newer Soma Inspector. Update this one; nothing was touched.'

const NONE_YET = 'has no memories yet, and none are made where it is opened read-only.'

const none: Following = { is: 'following', entries: [] }

const messageOf = (error: unknown): string => {
  const { message, lastNodeError } = error as { message?: string; lastNodeError?: Error }
  return lastNodeError?.message ?? (message || String((error as { code?: string }).code ?? error))
}

const fieldsOf = (flat: readonly string[]): Record<string, string> =>
  Object.fromEntries(
    Array.from({ length: flat.length / 2 }, (_, i) => [flat[i * 2] as string, flat[i * 2 + 1] as string]),
  )

/** A part must not begin or end amid a pair of surrogates, which would not outlive UTF-8: parts are written as JSON strings. */
const safeSlice = (text: string, from: number, to: number): string => JSON.stringify(text.slice(from, to))
const unsafe = (part: string | null): string => JSON.parse(part ?? '""') as string
