import { create } from 'zustand'
import type { Coordinate } from '../../workspace/location.ts'
import { loadHistory, saveHistory, withQuery } from '../../workspace/query-history.ts'
import { NEW_SETTINGS, NO_QUESTION, type Question, type RecallSettings } from './recall-settings.ts'

/** What stands beside the results. One at a time. */
export type Panel = 'path' | 'why-not' | 'golden'

/** What the screen remembers of a namespace while the window is open. */
export interface RecallDraft extends Question, RecallSettings {
  /** Ids of the results whose numbers are open. */
  readonly expanded: ReadonlySet<string>
  readonly panel: Panel | null
  /** The memory that "why not" asks about. */
  readonly whyNot: Coordinate | null
  /** A memory that a change was to let in: it stands out among the results. */
  readonly sought: Coordinate | null
  /** The second side of a comparison; null where nothing is compared. */
  readonly other: RecallSettings | null
  /** The golden set into which stars go; null: the first there is. */
  readonly goldenSet: string | null
}

const NEW_DRAFT: RecallDraft = {
  ...NO_QUESTION,
  ...NEW_SETTINGS,
  expanded: new Set(),
  panel: null,
  whyNot: null,
  sought: null,
  other: null,
  goldenSet: null,
}

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
    // What was sought was sought with the words of then.
    const before = draftIn(drafts, namespace)
    const reset = part.query === undefined || part.query === before.query ? {} : { sought: null }
    set({ drafts: replaced(drafts, namespace, { ...before, ...reset, ...part }) })
  },
  keep: (namespace, query) => {
    const history = historyOf(get(), namespace)
    const next = withQuery(history, query)
    if (next[0] === history[0] && next.length === history.length) return
    saveHistory(localStorage, namespace, next)
    set({ histories: replaced(get().histories, namespace, next) })
  },
}))

const draftIn = (drafts: ReadonlyMap<string, RecallDraft>, namespace: string): RecallDraft =>
  drafts.get(namespace) ?? NEW_DRAFT

// Read once a namespace: a new array for each render would never settle.
const loaded = new Map<string, readonly string[]>()
const historyOf = (state: RecallState, namespace: string): readonly string[] => {
  const kept = state.histories.get(namespace) ?? loaded.get(namespace)
  if (kept) return kept
  const history = loadHistory(localStorage, namespace)
  loaded.set(namespace, history)
  return history
}

export const draftOf = (namespace: string): RecallDraft =>
  draftIn(useRecallStore.getState().drafts, namespace)

export const useRecallDraft = (namespace: string): RecallDraft =>
  useRecallStore((state) => draftIn(state.drafts, namespace))

export const useQueryHistory = (namespace: string): readonly string[] =>
  useRecallStore((state) => historyOf(state, namespace))
