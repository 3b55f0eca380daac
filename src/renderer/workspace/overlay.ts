import { create } from 'zustand'
import type { Filter } from '#contract/filter'
import type { Coordinate } from './location.ts'

/** What stands in front of the screens. One at a time. */
export type Overlay =
  | { readonly kind: 'palette' }
  | { readonly kind: 'cheat-sheet' }
  | { readonly kind: 'history' }
  | { readonly kind: 'doctor' }
  | { readonly kind: 'namespace-create' | 'namespace-bin' }
  | { readonly kind: 'connect' }
  | {
      readonly kind: 'namespace-rename' | 'namespace-copy' | 'namespace-delete' | 'namespace-compare'
      readonly namespace: string
    }
  | {
      readonly kind: 'memory-duplicate' | 'memory-outcome'
      readonly namespace: string
      readonly at: Coordinate
    }
  | {
      readonly kind: 'memory-share'
      readonly namespace: string
      readonly coordinates: readonly Coordinate[]
    }
  /** The namespace is what the file is for, if nothing else is said; empty where there is none. */
  | { readonly kind: 'import'; readonly namespace: string }
  | {
      readonly kind: 'export'
      readonly namespace: string
      readonly selection?: readonly Coordinate[]
      /** What a table shows of the namespace. */
      readonly found?: { readonly filter?: Filter; readonly search?: string }
    }
  | { readonly kind: 'life-consolidate' | 'life-outliers'; readonly namespace: string }

interface OverlayState {
  readonly overlay: Overlay | null
  readonly open: (overlay: Overlay) => void
  readonly close: () => void
}

export const overlayStore = create<OverlayState>((set) => ({
  overlay: null,
  open: (overlay) => set({ overlay }),
  close: () => set({ overlay: null }),
}))

export const openOverlay = (overlay: Overlay): void => overlayStore.getState().open(overlay)
export const closeOverlay = (): void => overlayStore.getState().close()
