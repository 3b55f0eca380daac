import { create } from 'zustand'

interface RecordingsState {
  /** Since when is recorded; null while nothing is. */
  readonly since: number | null
  readonly isOpen: boolean
}

const KEY = 'soma.activity.recording-since'

interface Kept {
  getItem(key: string): string | null
  setItem(key: string, value: string): void
  removeItem(key: string): void
}

/** Anything that is not understood counts as none. */
export const loadSince = (store: Pick<Kept, 'getItem'>): number | null => {
  const since = Number(store.getItem(KEY) ?? Number.NaN)
  return Number.isFinite(since) ? since : null
}

const store: Kept =
  typeof localStorage === 'undefined'
    ? { getItem: () => null, setItem: () => {}, removeItem: () => {} }
    : localStorage

/** What is being recorded goes on while another screen is shown, and over a reload. What was recorded is in the store. */
export const useRecordings = create<RecordingsState>(() => ({ since: loadSince(store), isOpen: false }))

export const startRecording = (now: number): void => {
  useRecordings.setState({ since: now })
  store.setItem(KEY, String(now))
}

/** @returns since when was recorded; null where nothing was */
export const stopRecording = (): number | null => {
  const { since } = useRecordings.getState()
  useRecordings.setState({ since: null })
  store.removeItem(KEY)
  return since
}
