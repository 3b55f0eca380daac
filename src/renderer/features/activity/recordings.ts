import { create } from 'zustand'

/** A stretch of the log under a name. */
export interface Recording {
  readonly name: string
  readonly from: number
  readonly until: number
}

interface RecordingsState {
  /** Newest first. */
  readonly recordings: readonly Recording[]
  /** Since when is recorded; null while nothing is. */
  readonly since: number | null
  readonly isOpen: boolean
}

const KEY = 'soma.activity.recordings'
const MOST = 30
const LONGEST_NAME = 100

interface Kept {
  getItem(key: string): string | null
  setItem(key: string, value: string): void
}

const isRecording = (one: unknown): one is Recording => {
  const { name, from, until } = (one ?? {}) as Partial<Recording>
  return typeof name === 'string' && Number.isFinite(from) && Number.isFinite(until)
}

/** Anything that is not understood counts as none. */
export const loadRecordings = (store: Kept): Pick<RecordingsState, 'recordings' | 'since'> => {
  try {
    const { recordings, since } = JSON.parse(store.getItem(KEY) ?? '{}') as Record<string, unknown>
    return {
      recordings: Array.isArray(recordings) ? recordings.filter(isRecording).slice(0, MOST) : [],
      since: typeof since === 'number' ? since : null,
    }
  } catch {
    return { recordings: [], since: null }
  }
}

const store: Kept =
  typeof localStorage === 'undefined' ? { getItem: () => null, setItem: () => {} } : localStorage

/** What is recorded goes on while another screen is shown, and over a reload. */
export const useRecordings = create<RecordingsState>(() => ({ ...loadRecordings(store), isOpen: false }))

const put = (state: Partial<RecordingsState>): void => {
  useRecordings.setState(state)
  const { recordings, since } = useRecordings.getState()
  store.setItem(KEY, JSON.stringify({ recordings, since }))
}

export const startRecording = (now: number): void => put({ since: now })

export const stopRecording = (now: number): void => {
  const { since, recordings } = useRecordings.getState()
  if (since === null) return
  const name = `Session of ${new Date(since * 1000).toLocaleString()}`
  put({ since: null, recordings: [{ name, from: since, until: now }, ...recordings].slice(0, MOST) })
  useRecordings.setState({ isOpen: true })
}

export const renameRecording = (from: number, name: string): void =>
  put({
    recordings: useRecordings
      .getState()
      .recordings.map((one) =>
        one.from === from ? { ...one, name: name.trim().slice(0, LONGEST_NAME) || one.name } : one,
      ),
  })

export const removeRecording = (from: number): void =>
  put({ recordings: useRecordings.getState().recordings.filter((one) => one.from !== from) })
