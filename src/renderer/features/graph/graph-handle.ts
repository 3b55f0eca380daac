import type { GraphActions } from './graph-actions.ts'
import type { GraphSession } from './graph-session.ts'

/** What only the graph on the screen can do; commands and menus ask it. */
export interface GraphHandle {
  readonly namespace: string
  readonly session: GraphSession
  readonly actions: GraphActions
  /** Whether the keyboard is in the drawing. */
  readonly hasFocus: () => boolean
}

/** Null while no graph is on the screen. */
export const graphHandle: { now: GraphHandle | null } = { now: null }
