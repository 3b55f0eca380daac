/**
 * When all pictures are taken. Times in them are then the same at each run, and "an hour ago" stays that.
 * A host that is started with `node --import pictured-time.ts` begins then and goes on at the usual pace.
 */
export const PICTURED = Date.UTC(2026, 10, 30, 9, 30)

const RealDate = Date
let begun = performance.now()
let from = PICTURED

/** From now on it is this moment, in this process. @param at milliseconds */
export const goTo = (at: number): void => {
  from = at
  begun = performance.now()
}

const now = (): number => Math.round(from + performance.now() - begun)

globalThis.Date = new Proxy(RealDate, {
  construct: (target, given, kind) => Reflect.construct(target, given.length === 0 ? [now()] : given, kind),
  apply: () => new RealDate(now()).toString(),
  get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
})
