import { create } from 'zustand'
import type { GateCalibration } from '#contract/gate'

export type GateView = 'preview' | 'inbox' | 'calibrate'

/** What was typed to be judged. */
export interface GateDraft {
  readonly kind: 'text' | 'payload'
  readonly text: string
  readonly reward: number | null
}

const NEW_DRAFT: GateDraft = { kind: 'text', text: '', reward: null }

interface GateState {
  readonly view: GateView
  readonly drafts: ReadonlyMap<string, GateDraft>
  /** What was measured of a namespace, until it is measured anew. */
  readonly reports: ReadonlyMap<string, GateCalibration>
  /** The threshold that is tried out; null for the one in use. */
  readonly threshold: number | null
  show(view: GateView): void
  change(namespace: string, part: Partial<GateDraft>): void
  keepReport(namespace: string, report: GateCalibration): void
  tryOut(threshold: number | null): void
}

/** A screen is gone while another is shown; what was typed and measured stays. */
export const useGateStore = create<GateState>((set, get) => ({
  view: 'inbox',
  drafts: new Map(),
  reports: new Map(),
  threshold: null,
  show: (view) => set({ view }),
  change: (namespace, part) => {
    const { drafts } = get()
    set({ drafts: new Map(drafts).set(namespace, { ...(drafts.get(namespace) ?? NEW_DRAFT), ...part }) })
  },
  keepReport: (namespace, report) => set({ reports: new Map(get().reports).set(namespace, report) }),
  tryOut: (threshold) => set({ threshold }),
}))

export const useGateDraft = (namespace: string): GateDraft =>
  useGateStore((state) => state.drafts.get(namespace) ?? NEW_DRAFT)
