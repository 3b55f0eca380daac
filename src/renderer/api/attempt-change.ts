import { wordsOf } from '../words/words.ts'
import type { ToastInput } from '../workspace/toast.ts'
import { changeWords } from './change-words.ts'
import { noteUnderWay } from './changes-under-way.ts'
import { describeError, isCancelled } from './describe-error.ts'

const t = wordsOf('changes')

/** A change never throws: a view that holds typed text keeps it and shows why it was not taken. */
export type Outcome<T> =
  | { readonly ok: true; readonly receipt: T }
  | { readonly ok: false; readonly error: unknown }

export interface MutationOptions {
  /** `inline`: the caller shows the error beside its field, so no toast does. */
  readonly errors?: 'toast' | 'inline'
}

export interface Receipt {
  readonly seq: number
  readonly count: number
}

/** Makes a change, says in a toast what came of it, and offers Undo there. */
export const attemptWith =
  (toast: (input: ToastInput) => unknown) =>
  <T extends Receipt>(
    call: Promise<T>,
    title: (receipt: T) => string,
    { errors = 'toast' }: MutationOptions = {},
  ): Promise<Outcome<T>> => {
    const tell = (receipt: T): Outcome<T> => {
      if (receipt.count > 0) toast({ title: title(receipt), undo: { seq: receipt.seq } })
      else toast({ title: changeWords.nothing })
      return { ok: true, receipt }
    }
    const refuse = (error: unknown): Outcome<T> => {
      if (errors === 'toast' && !isCancelled(error)) {
        toast({ title: t('notChanged'), detail: describeError(error).sentence, tone: 'error' })
      }
      return { ok: false, error }
    }
    return noteUnderWay(call.then(tell).catch(refuse))
  }
