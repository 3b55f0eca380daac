export type StandInEvent<T extends object = object> = T & {
  defaultPrevented: boolean
  preventDefault(): void
}

/** The first argument of most of Electron's listeners. */
export function createEvent<T extends object>(details: T = {} as T): StandInEvent<T> {
  return Object.assign(details, {
    defaultPrevented: false,
    preventDefault(this: { defaultPrevented: boolean }) {
      this.defaultPrevented = true
    },
  })
}
