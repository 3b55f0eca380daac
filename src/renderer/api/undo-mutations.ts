import type { HistoryLine, UndoItem } from '#contract/history'
import type { SomaClient } from '#contract/index'
import { told } from '../words/told.ts'
import { wordsOf } from '../words/words.ts'
import type { ChangeMark } from '../workspace/change-stack.ts'
import type { ToastInput } from '../workspace/toast.ts'
import { describeError, isCancelled } from './describe-error.ts'

const t = wordsOf('changes')

export interface UndoPorts {
  readonly client: SomaClient
  readonly toast: (input: ToastInput) => unknown
  /** Undo and redo move through the window's stacks. */
  readonly onUndone: (seq: number, by: ChangeMark) => void
  readonly onRedone: (undo: number, by: ChangeMark) => void
  readonly onRefused: (seq: number) => void
  /** What the window's stacks hold of a change: whether others are undone with it. */
  readonly markOf: (seq: number) => ChangeMark | undefined
}

/** A point of the journal, and what to call it. */
export interface GoTo {
  readonly seq: number
  readonly namespace?: string
  readonly title: string
  readonly signal: AbortSignal
  readonly onProgress: (done: number, total: number) => void
}

interface Run {
  readonly made: readonly number[]
  readonly total: number
  /** Why it ended early; null where it came to its end. */
  readonly stopped: string | null
}

/** Going to and fro in the journal. None throws. */
export const createUndoMutations = (ports: UndoPorts) => {
  const { client, toast, onUndone, onRedone, onRefused, markOf } = ports
  const { changes } = client

  const refuse = (seq: number, title: string, error: unknown) => {
    if (describeError(error).code === 'change/not-undoable') onRefused(seq)
    toast({ title, detail: describeError(error).sentence, tone: 'error' })
    return { ok: false, error } as const
  }

  const undoOne = async (seq: number) => {
    try {
      const receipt = await changes.undo({ seq })
      onUndone(seq, { seq: receipt.seq, title: told(receipt.summary) })
      toast({ title: told(receipt.summary) })
      return { ok: true, receipt } as const
    } catch (error) {
      return refuse(seq, t('notUndone'), error)
    }
  }

  const undoAll = async (seq: number, all: readonly number[]) => {
    try {
      const { made, stopped } = await follow(changes.undoEach({ seqs: [...all] }))
      const last = made.at(-1) ?? 0
      const title = t('undidCountChanges', { count: made.length })
      onUndone(seq, { seq: last, title, all: made })
      if (stopped === null) toast({ title })
      else toast({ title: stoppedTitle(made.length, all.length), detail: stopped, tone: 'warning' })
      return { ok: true, receipt: { seq: last, count: made.length, summary: title } } as const
    } catch (error) {
      return refuse(seq, t('notUndone'), error)
    }
  }

  return {
    /** Puts change `seq` back, and those that belong to it. Its own receipt undoes the undo. */
    undo: (seq: number) => {
      const all = markOf(seq)?.all ?? []
      return all.length > 1 ? undoAll(seq, all) : undoOne(seq)
    },

    /** Puts a change in force again. */
    redo: async ({ seq, settledBy }: Pick<HistoryLine, 'seq' | 'settledBy'>) => {
      try {
        const receipt = await changes.redo({ seq })
        onRedone(settledBy?.seq ?? seq, { seq: receipt.seq, title: told(receipt.summary) })
        toast({ title: told(receipt.summary) })
        return { ok: true, receipt } as const
      } catch (error) {
        return refuse(settledBy?.seq ?? seq, t('notRedone'), error)
      }
    },

    /** Goes to a point; what was done until it ended is told, and undone together. @returns whether it got there */
    goTo: async ({ title, signal, onProgress, ...point }: GoTo): Promise<boolean> => {
      try {
        const { made, total, stopped } = await follow(changes.undoTo(point, { signal }), onProgress)
        const undo = { seq: made.at(-1) ?? 0, all: made }
        const isWhole = stopped === null
        if (isWhole && made.length > 0) toast({ title, undo })
        else if (made.length > 0) {
          toast({ title: stoppedTitle(made.length, total), detail: stopped ?? '', tone: 'warning', undo })
        }
        return isWhole
      } catch (error) {
        if (!isCancelled(error)) {
          toast({ title: t('nothingWasChanged'), detail: describeError(error).sentence, tone: 'error' })
        }
        return false
      }
    },
  }
}

const stoppedTitle = (done: number, total: number): string =>
  t('stoppedAfterDoneOfCount', { done, count: total })

/** Once something was done, an error ends the work and is its reason. */
const follow = async (
  items: AsyncIterable<UndoItem>,
  onProgress: (done: number, total: number) => void = () => {},
): Promise<Run> => {
  const made: number[] = []
  let [total, stopped]: [number, string | null] = [0, null]
  try {
    for await (const item of items) {
      total = item.total
      if (item.type === 'result') stopped = item.stopped ? told(item.stopped.reason) : null
      else {
        made.push(...item.made)
        onProgress(item.done, item.total)
      }
    }
  } catch (error) {
    if (made.length === 0) throw error
    stopped = isCancelled(error) ? t('itWasCancelled') : describeError(error).sentence
  }
  return { made, total, stopped }
}
