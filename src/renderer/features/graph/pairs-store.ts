import { create } from 'zustand'
import type { FarLink, PairList, UnlinkedPair } from '#contract/graph'

/** A pair of either list. */
export type CuratedPair = (UnlinkedPair | FarLink) & {
  readonly hops?: number | null
  readonly type?: string
}

export interface PairsFound {
  readonly pairs: readonly CuratedPair[]
  readonly done: number
  readonly total: number
  /** How many memories or links there are. */
  readonly of: number
  readonly isComplete: boolean
}

export interface PairsView {
  /** Least similarity of what is not linked, or greatest of what is. */
  readonly threshold: number
  readonly found: PairsFound | null
  /** Pairs that were dealt with since, and how. */
  readonly settled: ReadonlyMap<string, 'changed' | 'dismissed'>
}

const NEW: Readonly<Record<PairList, PairsView>> = {
  near: { threshold: 0.6, found: null, settled: new Map() },
  far: { threshold: 0.2, found: null, settled: new Map() },
}

interface PairsState {
  readonly views: ReadonlyMap<string, PairsView>
  change(namespace: string, list: PairList, part: Partial<PairsView>): void
}

const keyOf = (namespace: string, list: PairList): string => `${list} ${namespace}`

/** What was found stays while the window is open: looking through all takes long. */
export const usePairsStore = create<PairsState>((set, get) => ({
  views: new Map(),
  change: (namespace, list, part) => {
    const { views } = get()
    const key = keyOf(namespace, list)
    set({ views: new Map(views).set(key, { ...(views.get(key) ?? NEW[list]), ...part }) })
  },
}))

export const usePairsView = (namespace: string, list: PairList): PairsView =>
  usePairsStore((state) => state.views.get(keyOf(namespace, list)) ?? NEW[list])

export const pairsViewOf = (namespace: string, list: PairList): PairsView =>
  usePairsStore.getState().views.get(keyOf(namespace, list)) ?? NEW[list]

export const pairId = ({ a, b, type }: CuratedPair): string => `${a.id} ${b.id} ${type ?? ''}`
