import { createContext, useContext } from 'react'

/** The keys that are pressed now for what has these by default; undefined where there are none any more. */
export type LiveKeys = (keys: string) => string | undefined

const AS_WRITTEN: LiveKeys = (keys) => keys

const Context = createContext<LiveKeys>(AS_WRITTEN)

/** Around the app: where shortcuts can be chosen, controls tell the chosen ones. */
export const LiveKeysProvider = Context.Provider

const LIST_KEY = /^(Shift\+)?(Escape|Enter|Space|Delete|F2|Tab|Arrow\w+)$/

/** Keys of lists and dialogs, the same everywhere: nobody chooses others for them, or them for something else. */
export const isListKey = (keys: string): boolean => LIST_KEY.test(keys)

export const useLiveKeyMap = (): LiveKeys => useContext(Context)

export const useLiveKeys = (keys: string | undefined): string | undefined => {
  const live = useContext(Context)
  return keys === undefined || isListKey(keys) ? keys : live(keys)
}

/** For a part whose keys are its own, whatever the screen around it has. */
export const OWN_KEYS = AS_WRITTEN
