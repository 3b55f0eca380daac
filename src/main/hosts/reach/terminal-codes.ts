import { randomInt, randomUUID, timingSafeEqual } from 'node:crypto'
import { AppError } from '#contract/errors'
import type { Reach, ReachUse } from '#contract/reach'
import type { Person } from './permits.ts'
import { printable } from './printable.ts'

/** Without signs that look like others. */
const SIGNS = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'
const LENGTH = 8
const TRIES = 5
const SECONDS = 600
/** The one that was asked first gives way. */
const MOST = 4

const WHY: Readonly<Record<ReachUse, string>> = {
  embedder: 'texts of memories are sent there, to make vectors of them',
  model: 'files of this folder are loaded as an embedding model',
  adviser: 'texts of memories are sent there, for a language model to sum up or predict',
  traces: 'traces of recalls and changes are sent there',
  secret: 'what lies there is read, and sent along with traces',
  redis: 'memories are read and written there',
  qdrant: 'vectors and payloads of memories are sent there, and searched',
  folder: 'memories are read and written there',
  certificate: 'this file is read, as a certificate',
  origin: 'pages from there may ask this program, with its token',
}

interface Pending {
  readonly places: readonly Reach[]
  readonly code: string
  readonly until: number
  left: number
}

interface TerminalOptions {
  /** Writes lines where the person sees them, and no page does: no log that a page can read. */
  readonly print: (text: string) => void
  /** Seconds that only grow. */
  readonly now: () => number
  readonly newCode?: () => string
}

/** Asks in the terminal that the program runs in: a code stands there, and whoever can read it types it in the page. */
export class TerminalCodes implements Person {
  readonly #options: TerminalOptions
  readonly #pending = new Map<string, Pending>()

  constructor(options: TerminalOptions) {
    this.#options = options
  }

  async ask(places: readonly Reach[]): Promise<never> {
    const id = this.#waiting(places) ?? this.#begin(places)
    throw new AppError('reach/unconfirmed', { id, places: [...places] })
  }

  take(id: string, code: string): readonly Reach[] {
    const pending = this.#pending.get(id)
    if (pending === undefined || pending.until < this.#options.now()) {
      this.#pending.delete(id)
      throw new AppError('reach/code-wrong', { left: 0 })
    }
    if (!isSame(code.toUpperCase().replaceAll(/[^A-Z0-9]/g, ''), pending.code)) {
      pending.left -= 1
      if (pending.left <= 0) this.#pending.delete(id)
      throw new AppError('reach/code-wrong', { left: Math.max(0, pending.left) })
    }
    this.#pending.delete(id)
    return pending.places
  }

  /** Asked again, by another click or window, it is the same question. */
  #waiting(places: readonly Reach[]): string | undefined {
    const wanted = JSON.stringify(places)
    for (const [id, one] of this.#pending) {
      if (one.until >= this.#options.now() && JSON.stringify(one.places) === wanted) return id
    }
    return undefined
  }

  #begin(places: readonly Reach[]): string {
    const { print, now, newCode = randomCode } = this.#options
    const [oldest] = this.#pending.keys()
    if (this.#pending.size >= MOST && oldest !== undefined) this.#pending.delete(oldest)
    const [id, code] = [randomUUID(), newCode()]
    this.#pending.set(id, { places, code, until: now() + SECONDS, left: TRIES })
    const named = places.map(({ use, name }) => `  ${printable(name)}: ${WHY[use]}`)
    const shown = `${code.slice(0, 4)}-${code.slice(4)}`
    print(
      [
        '',
        'A page of Soma Inspector wants to name what nobody has allowed yet:',
        ...named,
        `If you have just asked for that, type this code there: ${shown}`,
        'If you have not, type it nowhere: something else is using the page.',
        '',
      ].join('\n'),
    )
    return id
  }
}

const randomCode = (): string => Array.from({ length: LENGTH }, () => SIGNS[randomInt(SIGNS.length)]).join('')

const isSame = (given: string, code: string): boolean =>
  given.length === code.length && timingSafeEqual(Buffer.from(given), Buffer.from(code))
