import type { Observer } from './observer.ts'

/** Several observers as one. */
export const observers = (all: readonly Observer[]): Observer => ({
  note: (happened) => {
    for (const observer of all) observer.note(happened)
  },
  close: async () => {
    for (const observer of all) await observer.close?.()
  },
})
