import { create } from 'zustand'
import type { DecayRules } from '#contract/decay-rules'
import type { Chosen } from './chosen-victims.ts'
import type { Reach } from './time-axis.ts'

export type DecayView = 'forecast' | 'cost' | 'bin'
export type BinDialog = 'purge' | 'empty' | null

interface DecayState {
  readonly view: DecayView
  readonly reach: Reach
  /** The date that is looked at; null: the end of the axis. */
  readonly at: number | null
  /** Rules that are tried out; null: those in force. */
  readonly tried: DecayRules | null
  readonly isPanelOpen: boolean
  readonly cursor: number
  /** When the window opened: the axis begins there, whatever is asked later. */
  readonly openedAt: number
  readonly chosen: Chosen
  /** Memories chosen in the bin, by their coordinates as text. */
  readonly chosenInBin: ReadonlyMap<string, number[]>
  readonly dialog: BinDialog
}

const OF_NAMESPACE = {
  at: null,
  cursor: 0,
  chosen: new Map(),
  chosenInBin: new Map(),
  dialog: null,
} as const satisfies Partial<DecayState>

/** A screen is gone while another is shown; date and rules stay. */
export const useDecayStore = create<DecayState>(() => ({
  view: 'forecast',
  reach: 'all',
  tried: null,
  isPanelOpen: true,
  openedAt: Date.now() / 1000,
  ...OF_NAMESPACE,
}))

/** Nothing that was chosen in one namespace is meant in another. */
export const forgetNamespace = (): void => useDecayStore.setState(OF_NAMESPACE)
