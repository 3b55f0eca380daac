import { create } from 'zustand'

interface Announced {
  readonly text: string
  /** The same words again are news too. */
  readonly count: number
}

/** What is told to who hears the screen and cannot see what changed on it. A toast is told by itself. */
export const announcer = create<Announced>(() => ({ text: '', count: 0 }))

/** Politely: after what is being said. */
export const announce = (text: string): void =>
  announcer.setState(({ count }) => ({ text, count: count + 1 }))
