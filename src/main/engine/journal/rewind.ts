import { AppError, isError } from '#contract/errors'
import type { Obstacle, UndoItem, UndoToPlan } from '#contract/history'
import type { MemoryStore } from '../ports.ts'
import type { EmbedderUndo, Journal } from './journal.ts'
import type { HistoryScope, RewindStep } from './journal-ports.ts'
import { isOfEmbedder, obstacleTo } from './obstacle.ts'

/** Steps that are looked at in one go: some milliseconds of the thread that searches. */
const SLICE = 200
/** Changes that are undone in one operation at most. */
const MOST = 10_000
/** Changes that a plan names. */
const NAMED = 100
/** Messages about progress at most. */
const TOLD = 200
/** An entry of the inbox may be gone because the inbox was full: then there is nothing to take back, and nothing is lost. */
const OF_THE_INBOX: ReadonlySet<string> = new Set(['gate_skip', 'confirm'])

export interface RewindParts {
  readonly store: Pick<MemoryStore, 'rewindSteps' | 'touchedBy'>
  readonly journal: Pick<Journal, 'undo'>
  readonly embedders: Pick<EmbedderUndo, 'obstacleTo'>
}

export interface RewindPoint extends HistoryScope {
  /** Everything is to be as it was right after this change; 0 is the beginning. */
  readonly seq: number
}

interface Found {
  readonly steps: readonly RewindStep[]
  readonly obstacle: Obstacle | null
}

/**
 * Goes to a point of the journal (MEM-10). What lies between is undone newest first, which no later change can stand in
 * the way of; what can is found before anything is done. Each undo is a change of its own: whatever ends the work in the
 * middle, what is there then is the state at a point in between, and going back is another undo.
 */
export class Rewind {
  readonly #parts: RewindParts
  #turn: Promise<unknown> = Promise.resolve()

  constructor(parts: RewindParts) {
    this.#parts = parts
  }

  /** What {@link to} would do. Nothing is written. */
  async plan(point: RewindPoint, signal: AbortSignal): Promise<UndoToPlan> {
    const { steps, obstacle } = await this.#find(point, signal)
    const touched = await this.#parts.store.touchedBy(steps.map(({ change }) => change.seq))
    const authors = new Map<string, number>()
    for (const { origin } of steps) authors.set(origin.author, (authors.get(origin.author) ?? 0) + 1)
    const undone = steps.filter(({ act }) => act === 'undo').length
    return {
      undone,
      redone: steps.length - undone,
      ...touched,
      authors: [...authors]
        .map(([author, changes]) => ({ author, changes }))
        .sort((a, b) => b.changes - a.changes || (a.author < b.author ? -1 : 1)),
      first: steps.slice(0, NAMED).map(({ origin, act }) => ({ ...origin, act })),
      obstacle,
    }
  }

  /** @throws AppError `change/not-undoable`, before anything is done */
  async *to(point: RewindPoint, author: string, signal: AbortSignal): AsyncGenerator<UndoItem> {
    const { steps, obstacle } = await this.#find(point, signal)
    if (obstacle !== null) {
      throw new AppError('change/not-undoable', { seq: obstacle.change, reason: obstacle.reason })
    }
    yield* this.each(
      steps.map(({ change }) => change.seq),
      author,
      signal,
    )
  }

  /** Undoes changes, newest first. @throws AppError `change/not-undoable` where none could be undone */
  async *each(seqs: readonly number[], author: string, signal: AbortSignal): AsyncGenerator<UndoItem> {
    const done = Promise.withResolvers<void>()
    const turn = this.#turn
    this.#turn = done.promise
    try {
      // Two at once would stand in each other's way.
      await turn
      yield* this.#each(
        [...new Set(seqs)].sort((a, b) => b - a),
        author,
        signal,
      )
    } finally {
      done.resolve()
    }
  }

  async *#each(seqs: readonly number[], author: string, signal: AbortSignal): AsyncGenerator<UndoItem> {
    const total = seqs.length
    const every = Math.ceil(total / TOLD)
    let made: number[] = []
    for (const [done, seq] of seqs.entries()) {
      signal.throwIfAborted()
      try {
        made.push((await this.#parts.journal.undo(seq, author)).seq)
      } catch (error) {
        if (!isError(error, 'change/not-undoable') || done === 0) throw error
        const { reason } = error.data
        yield { type: 'progress', done, total, made }
        yield { type: 'result', done, total, stopped: { reason, change: seq, by: null } }
        return
      }
      if ((done + 1) % every > 0 && done + 1 < total) continue
      yield { type: 'progress', done: done + 1, total, made }
      made = []
    }
    yield { type: 'result', done: total, total, stopped: null }
  }

  async #find({ seq: to, ...scope }: RewindPoint, signal: AbortSignal): Promise<Found> {
    const steps: RewindStep[] = []
    let embedders = 0
    for (let before: number | undefined; ; ) {
      signal.throwIfAborted()
      const found = await this.#parts.store.rewindSteps({ ...scope, to, before, limit: SLICE }, MOST)
      if (found.total > MOST) return { steps, obstacle: tooMany(found.steps[0]?.change.seq ?? to) }
      for (const step of found.steps) {
        if (step.count === 0 && OF_THE_INBOX.has(step.change.action)) continue
        const obstacle = isOfEmbedder(step)
          ? await this.#obstacleOfEmbedder(step, embedders++)
          : obstacleTo(step)
        if (obstacle !== null) return { steps, obstacle }
        steps.push(step)
      }
      const last = found.steps.at(-1)?.change.seq
      if (last === undefined || found.steps.length < SLICE) return { steps, obstacle: null }
      before = last
    }
  }

  /** Only the vectors of the embedder before the present one are kept. */
  async #obstacleOfEmbedder({ change }: RewindStep, before: number): Promise<Obstacle | null> {
    const gone = 'the vectors of the embedder before will be deleted by then'
    const reason = before > 0 ? gone : await this.#parts.embedders.obstacleTo(change.seq)
    return reason === null ? null : { reason, change: change.seq, by: null }
  }
}

const tooMany = (change: number): Obstacle => {
  const reason = `more than ${MOST.toLocaleString('en')} changes lie between; go there in several steps`
  return { reason, change, by: null }
}
