import type { Change, EngineEvent } from '#contract/changes'

const AT_ONCE = 500
/** Who was away for longer than that is told so, and fetches anew what it shows. */
const MOST_MISSED = 10_000
/**
 * A change of another process is met by a look four times a second, and one of our own is told at once: so long it waits for
 * those before it. Then the journal is read, which is right too, and only says less of each.
 */
const HELD_MS = 700

type ChangeEvent = Extract<EngineEvent, { readonly change: Change }>
type OtherEvent = Exclude<EngineEvent, ChangeEvent | { readonly type: 'lagged' }>

export interface OrderedChange {
  readonly is: 'change'
  readonly change: Change
  /** What was told of it; nothing where it was read from the journal. */
  readonly parts: readonly ChangeEvent[]
}

export type Ordered =
  | OrderedChange
  | { readonly is: 'other'; readonly event: OtherEvent }
  | { readonly is: 'lagged' }

/** Some changes before one, or the newest; newest first. With a limit of 1, of all namespaces. */
export type ReadJournal = (before: number | undefined, limit: number) => Promise<readonly Change[]>

/**
 * Live events with the changes among them in the order of the journal, each once: who comes back with the number of the
 * last one loses none and gets none twice, whichever process made them.
 * @param since the change that was seen last; undefined for who begins now
 */
export async function* inOrder(
  live: AsyncIterable<EngineEvent>,
  journal: ReadJournal,
  since: number | undefined,
): AsyncGenerator<Ordered> {
  const line = new Line(journal, since ?? (await newest(journal)))
  const events = live[Symbol.asyncIterator]()
  try {
    if (since !== undefined) yield* line.fromJournal()
    for (let next = events.next(); ; ) {
      const step = await within(next, line.patience)
      if (step === undefined) {
        yield* line.isNext ? line.waiting() : line.fromJournal()
        continue
      }
      if (step.done === true) return
      next = events.next()
      const event = step.value
      if (event.type === 'lagged') yield* line.fromJournal()
      else if ('change' in event) line.add(event)
      else yield { is: 'other', event }
    }
  } finally {
    // It may be waiting for an event that comes late or never.
    void events.return?.()
  }
}

/** What was told and what is not yet passed on, as others come before it. */
class Line {
  readonly #journal: ReadJournal
  #seen: number
  readonly #waiting = new Map<number, ChangeEvent[]>()

  constructor(journal: ReadJournal, seen: number) {
    this.#journal = journal
    this.#seen = seen
  }

  add(event: ChangeEvent): void {
    const { seq } = event.change
    if (seq <= this.#seen) return
    this.#waiting.set(seq, [...(this.#waiting.get(seq) ?? []), event])
  }

  /** Whether the one that is the next in the journal waits. */
  get isNext(): boolean {
    return this.#waiting.has(this.#seen + 1)
  }

  /** How long to listen for more before something is done; undefined where nothing waits. */
  get patience(): number | undefined {
    if (this.#waiting.size === 0) return undefined
    return this.isNext ? 0 : HELD_MS
  }

  /** Those that follow on what was passed on. */
  *waiting(): Generator<OrderedChange> {
    for (let parts = this.#take(); parts !== undefined; parts = this.#take()) {
      this.#seen += 1
      yield { is: 'change', change: (parts[0] as ChangeEvent).change, parts }
    }
  }

  /** All up to the newest, and what was told of them. */
  async *fromJournal(): AsyncGenerator<Ordered> {
    const top = await newest(this.#journal)
    // Of a database that a backup was put in place of, the reader knows more than there is.
    const missed = top < this.#seen ? null : await this.#missed(top)
    if (missed === null) yield { is: 'lagged' }
    for (const change of missed ?? []) {
      yield { is: 'change', change, parts: this.#waiting.get(change.seq) ?? [] }
    }
    this.#seen = top
    for (const seq of this.#waiting.keys()) if (seq <= this.#seen) this.#waiting.delete(seq)
  }

  #take(): ChangeEvent[] | undefined {
    const seq = this.#seen + 1
    const parts = this.#waiting.get(seq)
    this.#waiting.delete(seq)
    return parts
  }

  /** The oldest first; null where there are too many. */
  async #missed(top: number): Promise<Change[] | null> {
    const missed: Change[] = []
    for (let before = top + 1; ; before = missed.at(-1)?.seq ?? 0) {
      const page = await this.#journal(before, AT_ONCE)
      const after = page.filter(({ seq }) => seq > this.#seen)
      missed.push(...after)
      if (after.length < AT_ONCE) return missed.reverse()
      if (missed.length >= MOST_MISSED) return null
    }
  }
}

const newest = async (journal: ReadJournal): Promise<number> => (await journal(undefined, 1))[0]?.seq ?? 0

/** Undefined where nothing came for so many milliseconds; with 0, where nothing is there by now. */
const within = async <T>(next: Promise<T>, patience: number | undefined): Promise<T | undefined> => {
  if (patience === undefined) return next
  let timer: NodeJS.Timeout | undefined
  const over = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, patience, undefined)
  })
  return Promise.race([next, over]).finally(() => clearTimeout(timer))
}
