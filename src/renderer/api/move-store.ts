import { create } from 'zustand'
import type { Connection, MoveProgress } from '#contract/connections'
import type { SomaClient } from '#contract/index'

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

/** The one move of this window. It outlives its dialog, so that it may go on behind the screens. */
export const moveStore = create<{ readonly state: MoveState }>(() => ({ state: { is: 'idle' } }))

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
    moveStore.setState({ state: { is: 'failed', target, error, isCancelled: signal.aborted } })
  }
}

/** Gives it up; what was written is taken away again. */
export const cancelMove = (): void => stopping?.abort()

export const forgetMove = (): void => moveStore.setState({ state: { is: 'idle' } })
