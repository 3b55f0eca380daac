import { create } from 'zustand'
import type { Connection, MoveProgress } from '#contract/connections'
import type { SomaClient } from '#contract/index'
import { isCancelled } from './describe-error.ts'

type Target = Pick<Connection, 'id' | 'name'>

export type MoveState =
  | { readonly is: 'idle' }
  | {
      readonly is: 'running'
      readonly target: Target
      readonly progress: Extract<MoveProgress, { type: 'progress' }> | null
    }
  | {
      readonly is: 'done'
      readonly target: Target
      readonly result: Extract<MoveProgress, { type: 'result' }>
    }
  | { readonly is: 'failed'; readonly target: Target; readonly error: unknown; readonly isCancelled: boolean }

interface Move {
  readonly state: MoveState
  /** The connection whose move is looked at: before it begins, while it runs, when it is over. */
  readonly shown: string | null
}

/** The one move of this window. It outlives its dialog, so that it may go on behind the screens. */
export const moveStore = create<Move>(() => ({ state: { is: 'idle' }, shown: null }))

let stopping: AbortController | null = null

/** Copies the open connection to another one. */
export const startMove = async (client: SomaClient, { id, name }: Target): Promise<void> => {
  const target = { id, name }
  stopping = new AbortController()
  const { signal } = stopping
  moveStore.setState({ state: { is: 'running', target, progress: null } })
  try {
    for await (const step of client.connections.move({ id }, { signal })) {
      if (step.type === 'result') moveStore.setState({ state: { is: 'done', target, result: step } })
      else moveStore.setState({ state: { is: 'running', target, progress: step } })
    }
  } catch (error) {
    const isGivenUp = signal.aborted || isCancelled(error)
    moveStore.setState({ state: { is: 'failed', target, error, isCancelled: isGivenUp } })
  }
}

/** Gives it up; what was written is taken away again. */
export const cancelMove = (): void => stopping?.abort()

/** Looks at the move to a connection. What came of another one is forgotten. */
export const showMove = (id: string): void =>
  moveStore.setState(({ state }) => ({
    shown: state.is === 'running' ? state.target.id : id,
    state: state.is === 'running' || state.is === 'idle' || state.target.id === id ? state : { is: 'idle' },
  }))

/** Looks away: what runs goes on. */
export const hideMove = (): void =>
  moveStore.setState(({ state }) => ({
    shown: null,
    state: state.is === 'running' ? state : { is: 'idle' },
  }))
