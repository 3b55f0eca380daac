import { create } from 'zustand'
import type { DuplicateReport } from '#contract/duplicates'
import type { Coordinate } from '../../workspace/location.ts'

/** What was found in a namespace, and where the walk through it is. */
export interface DuplicateView {
  readonly similarity: number
  readonly report: DuplicateReport | null
  /** Clusters that were merged or kept apart since, by the coordinate of their first member. */
  readonly done: ReadonlySet<string>
  readonly cursor: string | null
  /** Memories that somebody wants to merge, instead of a cluster. */
  readonly group: readonly Coordinate[] | null
}

const NEW_VIEW: DuplicateView = { similarity: 0.95, report: null, done: new Set(), cursor: null, group: null }

interface DuplicatesState {
  readonly isShown: boolean
  readonly views: ReadonlyMap<string, DuplicateView>
  show(isShown: boolean): void
  change(namespace: string, part: Partial<DuplicateView>): void
}

export const useDuplicatesStore = create<DuplicatesState>((set, get) => ({
  isShown: false,
  views: new Map(),
  show: (isShown) => set({ isShown }),
  change: (namespace, part) => {
    const { views } = get()
    set({ views: new Map(views).set(namespace, { ...(views.get(namespace) ?? NEW_VIEW), ...part }) })
  },
}))

export const useDuplicateView = (namespace: string): DuplicateView =>
  useDuplicatesStore((state) => state.views.get(namespace) ?? NEW_VIEW)

export const duplicateViewOf = (namespace: string): DuplicateView =>
  useDuplicatesStore.getState().views.get(namespace) ?? NEW_VIEW
