import type { Begun, Observer } from './observer.ts'

/** Several observers as one. */
export const observers = (all: readonly Observer[]): Observer => ({
  note: (happened) => {
    for (const observer of all) observer.note(happened)
  },
  around: (begun, work) => aroundAll(all, begun, work)(),
  close: async () => {
    for (const observer of all) await observer.close?.()
  },
})

const aroundAll = <T>(all: readonly Observer[], begun: Begun, work: () => Promise<T>): (() => Promise<T>) =>
  all.reduceRight(
    (inner, observer) => (observer.around === undefined ? inner : () => within(observer, begun, inner)),
    work,
  )

/** Does work as a part of what was begun. */
export const within = <T>(observer: Observer, begun: Begun, work: () => Promise<T>): Promise<T> =>
  observer.around === undefined ? work() : observer.around(begun, work)
