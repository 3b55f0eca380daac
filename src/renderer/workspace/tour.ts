import { create } from 'zustand'

interface TourState {
  /** The step that is shown, from 0; null while there is no tour. */
  readonly step: number | null
}

export const tourStore = create<TourState>(() => ({ step: null }))

export const showTourStep = (step: number): void => tourStore.setState({ step })
export const endTour = (): void => tourStore.setState({ step: null })
