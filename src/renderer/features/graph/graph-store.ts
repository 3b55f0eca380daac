import { create } from 'zustand'
import { type GraphFilter, NO_FILTER } from '../../graph-view/filters.ts'
import { DEFAULT_FORCE, type ForceSettings, type LayoutKind } from '../../graph-view/layout/layout-kinds.ts'
import { DEFAULT_LOOK, type Look } from '../../graph-view/look.ts'
import { FIRST_LIMIT, type GraphStartChoice } from './graph-start.ts'
import { NEW_PATHS, type PathDraft } from './path-draft.ts'

export type GraphPanel = 'look' | 'filter' | 'paths' | 'pairs' | 'changes'

/** Two moments that are compared: right after a change; the later one may be now, whatever comes. */
export interface Moments {
  readonly from: number
  readonly to: number | 'now'
}

/** What the screen remembers of a namespace while the window is open. */
export interface GraphDraft {
  /** Null until the number of memories says which one fits. */
  readonly start: GraphStartChoice | null
  /** Raised by a start that is laid out anew; growing one keeps it. */
  readonly family: number
  /** Those before it, the last one last: a step back. */
  readonly earlier: readonly GraphStartChoice[]
  readonly limit: number
  /** Numbers of communities that are open in the overview. */
  readonly opened: readonly number[]
  readonly look: Look
  readonly filter: GraphFilter
  readonly layout: LayoutKind
  readonly force: ForceSettings
  readonly panel: GraphPanel | null
  /** As a list in place of the drawing. */
  readonly list: boolean
  readonly paths: PathDraft
  /** Neighbours by meaning that are drawn of each memory; 0 for none. */
  readonly near: number
  /** Whether the strip of time is under the drawing. */
  readonly strip: boolean
  /** Null where no moments are compared. */
  readonly moments: Moments | null
}

const NEW_DRAFT: GraphDraft = {
  start: null,
  family: 0,
  earlier: [],
  limit: FIRST_LIMIT,
  opened: [],
  look: DEFAULT_LOOK,
  filter: NO_FILTER,
  layout: 'force',
  force: DEFAULT_FORCE,
  panel: null,
  list: false,
  paths: NEW_PATHS,
  near: 0,
  strip: false,
  moments: null,
}

interface GraphState {
  readonly drafts: ReadonlyMap<string, GraphDraft>
  change(namespace: string, part: Partial<GraphDraft>): void
  /** Another start; the one before it can be gone back to. */
  begin(namespace: string, start: GraphStartChoice): void
  /** The same graph with more or fewer memories: everything stays where it is. */
  grow(namespace: string, start: GraphStartChoice): void
  back(namespace: string): void
}

const EARLIER = 20

export const useGraphStore = create<GraphState>((set, get) => ({
  drafts: new Map(),
  change: (namespace, part) => {
    const { drafts } = get()
    set({ drafts: new Map(drafts).set(namespace, { ...(drafts.get(namespace) ?? NEW_DRAFT), ...part }) })
  },
  begin: (namespace, start) => {
    const { family, filter } = graphDraft(namespace)
    const fresh = {
      filter: filter.egoDepth === null ? filter : { ...filter, egoDepth: null },
      limit: FIRST_LIMIT,
      family: family + 1,
    }
    get().change(namespace, { ...stepTo(namespace, start), ...fresh })
  },
  grow: (namespace, start) => {
    const { limit } = graphDraft(namespace)
    const room = start.kind === 'among' ? Math.max(limit, start.coordinates.length) : limit
    get().change(namespace, { ...stepTo(namespace, start), limit: room })
  },
  back: (namespace) => {
    const { earlier, family } = graphDraft(namespace)
    const start = earlier.at(-1)
    if (!start) return
    get().change(namespace, { start, earlier: earlier.slice(0, -1), opened: [], family: family + 1 })
  },
}))

const stepTo = (namespace: string, start: GraphStartChoice): Partial<GraphDraft> => {
  const { start: before, earlier } = graphDraft(namespace)
  return { start, opened: [], earlier: before === null ? earlier : [...earlier, before].slice(-EARLIER) }
}

export const graphDraft = (namespace: string): GraphDraft =>
  useGraphStore.getState().drafts.get(namespace) ?? NEW_DRAFT

export const useGraphDraft = (namespace: string): GraphDraft =>
  useGraphStore((state) => state.drafts.get(namespace) ?? NEW_DRAFT)
