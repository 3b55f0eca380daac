import { create } from 'zustand'
import type { PlainKey } from '../words/messages.ts'

/** How far something is, of what it is made of. */
interface WorkProgress {
  readonly done: number
  readonly total: number
}

/** A call that may take long, while it runs. */
export interface Work {
  readonly id: number
  /** The procedure that is asked. */
  readonly path: string
  /** The message that says what is done. */
  readonly title: PlainKey<'system'>
  /** Of which namespace, where it is of one. */
  readonly namespace: string | null
  /** What tells it from other work of its kind: the name of a golden set. */
  readonly subject: string | null
  /** Milliseconds of the page's clock. */
  readonly began: number
  /** Null until the engine tells. */
  readonly progress: WorkProgress | null
  /** Whether it was asked to end. */
  readonly isEnding: boolean
  readonly cancel: () => void
}

export type Outcome = 'done' | 'cancelled' | 'failed'

/** What was long and is over. */
export interface EndedWork {
  readonly id: number
  readonly title: PlainKey<'system'>
  readonly namespace: string | null
  readonly subject: string | null
  readonly outcome: Outcome
  /** Milliseconds it took. */
  readonly took: number
}

interface LongWork {
  readonly running: readonly Work[]
  /** The last ones, newest first. */
  readonly ended: readonly EndedWork[]
}

/** Kept to be looked at; older ones are in the history and in Activity. */
const MOST_ENDED = 8
/** What is over so soon was never long. */
export const LONG_MS = 1000

export const longWork = create<LongWork>(() => ({ running: [], ended: [] }))

let lastId = 0

/** Begins to tell of a piece of work. */
export const beginWork = (
  about: Pick<Work, 'path' | 'title' | 'namespace' | 'subject' | 'cancel'>,
  now: () => number = () => performance.now(),
) => {
  lastId += 1
  const id = lastId
  const began = now()
  const change = (part: Partial<Work>): void =>
    longWork.setState(({ running }) => ({
      running: running.map((work) => (work.id === id ? { ...work, ...part } : work)),
    }))
  const cancel = (): void => {
    change({ isEnding: true })
    about.cancel()
  }
  longWork.setState(({ running }) => ({
    running: [...running, { ...about, id, began, progress: null, isEnding: false, cancel }],
  }))
  return {
    progress: ({ done, total }: WorkProgress): void => change({ progress: { done, total } }),
    end: (outcome: Outcome): void => {
      const took = now() - began
      const { title, namespace, subject } = about
      longWork.setState(({ running, ended }) => ({
        running: running.filter((work) => work.id !== id),
        ended:
          took < LONG_MS
            ? ended
            : [{ id, title, namespace, subject, outcome, took }, ...ended].slice(0, MOST_ENDED),
      }))
    },
  }
}

/** How many a second, and the seconds that are left by what it took so far; null while that says nothing. */
export const paceOf = (
  { began, progress }: Pick<Work, 'began' | 'progress'>,
  now: number,
): { readonly rate: number; readonly left: number } | null => {
  const seconds = (now - began) / 1000
  if (progress === null || progress.done <= 0 || progress.total <= 0 || seconds < 1) return null
  const rate = progress.done / seconds
  return { rate, left: Math.max(0, progress.total - progress.done) / rate }
}
