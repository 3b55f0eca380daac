import { create } from 'zustand'
import type { Weights } from '#contract/recall'
import { EMPTY_FILTER, type FilterSet } from '../../filters/filter-set.ts'
import { loadHistory, saveHistory, withQuery } from './query-history.ts'

/** What the screen remembers of a namespace while the window is open. */
export interface RecallDraft {
  readonly query: string
  readonly k: number
  readonly filter: FilterSet
  /** Null: those of the settings. */
  readonly weights: Weights | null
  /** Ids of the results whose numbers are open. */
  readonly expanded: ReadonlySet<string>
}

const NEW_DRAFT: RecallDraft = { query: '', k: 10, filter: EMPTY_FILTER, weights: null, expanded: new Set() }

interface RecallState {
  readonly drafts: ReadonlyMap<string, RecallDraft>
  readonly histories: ReadonlyMap<string, readonly string[]>
  change(namespace: string, part: Partial<RecallDraft>): void
  /** Puts a query that was meant into the history. */
  keep(namespace: string, query: string): void
}

const replaced = <T>(map: ReadonlyMap<string, T>, key: string, value: T): ReadonlyMap<string, T> =>
  new Map(map).set(key, value)

export const useRecallStore = create<RecallState>((set, get) => ({
  drafts: new Map(),
  histories: new Map(),
  change: (namespace, part) => {
    const { drafts } = get()
    const draft = { ...(drafts.get(namespace) ?? NEW_DRAFT), ...part }
    set({ drafts: replaced(drafts, namespace, draft) })
  },
  keep: (namespace, query) => {
    const history = historyOf(get(), namespace)
    const next = withQuery(history, query)
    if (next[0] === history[0] && next.length === history.length) return
    saveHistory(localStorage, namespace, next)
    set({ histories: replaced(get().histories, namespace, next) })
  },
}))

// Read once a namespace: a new array for each render would never settle.
const loaded = new Map<string, readonly string[]>()
const historyOf = (state: RecallState, namespace: string): readonly string[] => {
  const kept = state.histories.get(namespace) ?? loaded.get(namespace)
  if (kept) return kept
  const history = loadHistory(localStorage, namespace)
  loaded.set(namespace, history)
  return history
}

export const useRecallDraft = (namespace: string): RecallDraft =>
  useRecallStore((state) => state.drafts.get(namespace) ?? NEW_DRAFT)

export const useQueryHistory = (namespace: string): readonly string[] =>
  useRecallStore((state) => historyOf(state, namespace))
