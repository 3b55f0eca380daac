type ToastTone = 'plain' | 'good' | 'warning' | 'error'

/** A change, or several that are undone together: `all` of them, `seq` among them. */
export interface UndoOffer {
  readonly seq: number
  readonly all?: readonly number[]
}

export interface ToastInput {
  /** What happened, in a few words: `Deleted 3 memories`. */
  readonly title: string
  readonly detail?: string
  readonly tone?: ToastTone
  /** The change that Undo puts back. It also goes on the window's undo stack. */
  readonly undo?: UndoOffer
  readonly actions?: readonly { readonly label: string; readonly run: () => void }[]
}

export interface Toast extends ToastInput {
  readonly id: number
  readonly tone: ToastTone
}

/** More than these at once cannot be read; the oldest leaves. */
export const MAX_TOASTS = 3
