import { create } from 'zustand'

interface RequestState {
  /** The change that the history is to show, until it has. */
  readonly seq: number | null
}

export const changeRequests = create<RequestState>(() => ({ seq: null }))

export const requestChange = (seq: number): void => changeRequests.setState({ seq })
export const takeChangeRequest = (): void => changeRequests.setState({ seq: null })
