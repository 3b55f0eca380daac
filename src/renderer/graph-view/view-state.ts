import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Marks } from './marks.ts'
import type { NearLine } from './near-lines.ts'
import type { Point } from './placement.ts'

export type Tool = 'move' | 'lasso'

/** A way from end to end, drawn above everything. */
export interface DrawnPath {
  readonly nodes: readonly string[]
  /** Keys of its links. */
  readonly links: readonly string[]
  readonly color: string
  /** Pixels of dash and gap; empty is solid. */
  readonly dash: readonly number[]
  readonly width: number
}

/** A link that is being drawn with the pointer, in pixels. */
export interface LinkDraft {
  readonly from: string
  readonly to: Point
  readonly over: string | null
}

/** What the controllers tell one another. No component renders it as it is. */
export interface ViewState {
  readonly tool: Tool
  readonly hovered: string | null
  readonly hoveredLink: string | null
  readonly selection: ReadonlySet<string>
  /** Where the keyboard is. */
  readonly cursor: string | null
  readonly paths: readonly DrawnPath[]
  /** What became of things between two moments; null where none are compared. */
  readonly marks: Marks | null
  /** The ends that are picked for paths. */
  readonly ends: readonly string[]
  readonly lasso: readonly Point[] | null
  readonly draft: LinkDraft | null
  /** Communities that are open: bubble, and radius in the units of the graph. */
  readonly discs: ReadonlyMap<string, number>
  /** Lines between what means nearly the same. */
  readonly near: readonly NearLine[]
  /** What is dragged would be merged with this memory. */
  readonly mergeWith: string | null
}

export type ViewStore = StoreApi<ViewState>

export const createViewState = (): ViewStore =>
  createStore<ViewState>(() => ({
    tool: 'move',
    hovered: null,
    hoveredLink: null,
    selection: new Set(),
    cursor: null,
    paths: [],
    marks: null,
    ends: [],
    lasso: null,
    draft: null,
    discs: new Map(),
    near: [],
    mergeWith: null,
  }))
