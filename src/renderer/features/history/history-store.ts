import { create } from 'zustand'
import type { HistoryKind, HistoryLine } from '#contract/history'

interface HistoryState {
  /** All changes, or those of the namespace on screen with the settings. */
  readonly everything: boolean
  readonly author: string | null
  readonly kind: HistoryKind | null
  /** The change whose parts are shown. */
  readonly open: number | null
  /** The change to whose point somebody asked to go; `start` is before all of them. */
  readonly target: HistoryLine | 'start' | null
}

export const useHistoryStore = create<HistoryState>(() => ({
  everything: false,
  author: null,
  kind: null,
  open: null,
  target: null,
}))
