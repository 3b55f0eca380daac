import { useStore } from 'zustand'
import { createWorkspace, type WorkspaceState } from './create-workspace.ts'
import { loadPreferences, PREFERENCES_KEY } from './preferences.ts'
import type { ToastInput } from './toast.ts'
import { windowAddress } from './window-address.ts'

/** The workspace of this window. One, because a window has one address. */
export const workspace = createWorkspace(windowAddress(window), window.localStorage)

// What is chosen in one window holds in all of them.
window.addEventListener('storage', ({ key }) => {
  if (key === PREFERENCES_KEY) workspace.setState({ preferences: loadPreferences(window.localStorage) })
})

/** Read a part of it: `useWorkspace((w) => w.namespace)`. Pick one value a call, or the component renders too often. */
export const useWorkspace = <T>(pick: (state: WorkspaceState) => T): T => useStore(workspace, pick)

/** Say what happened, from anywhere: `toast({ title: 'Pinned', undo: { seq } })`. */
export const toast = (input: ToastInput): number => workspace.getState().toast(input)
