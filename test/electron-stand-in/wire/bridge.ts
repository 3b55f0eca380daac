// contextBridge: two worlds of one page that share the DOM and no objects. Text in synchronous DOM events carries values
// between them; functions and promises stay where they are and travel as ids.
//
// makeBridge travels into the page as text, once for each world, so it may use nothing from outside itself.

import type { MakeCodec } from './codec.ts'

export interface Bridge {
  /** Makes `api` a frozen global of the other world. */
  expose(key: string, api: unknown): void
  /** Calls a function the other world offered with `offer`. */
  tell(name: string, ...args: readonly unknown[]): void
  offer(name: string, receive: (...args: unknown[]) => void): void
}

export type MakeBridge = (options: {
  readonly makeCodec: MakeCodec
  /** What both worlds see: the window. */
  readonly meeting: EventTarget
  /** The event names this world listens to and speaks to: a secret of the two. */
  readonly mine: string
  readonly theirs: string
  readonly global: object
}) => Bridge

type Handler = (args: unknown[]) => unknown
type Outcome = { readonly value: unknown } | { readonly error: unknown }

export const makeBridge: MakeBridge = ({ makeCodec, meeting, mine, theirs, global }) => {
  // Taken now, before any script of the page can replace them.
  const Event = CustomEvent
  const dispatch = meeting.dispatchEvent.bind(meeting)
  const functions = new Map<number, (...args: unknown[]) => unknown>()
  const functionIds = new WeakMap<object, number>()
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: unknown) => void }>()
  let lastId = 0

  const codec = makeCodec({
    keepFunction(value) {
      const known = functionIds.get(value)
      if (known !== undefined) return known
      const id = ++lastId
      functionIds.set(value, id)
      functions.set(id, value)
      return id
    },
    makeFunction:
      (id) =>
      (...args: unknown[]) =>
        ask('call', id, args),
    keepPromise(promise) {
      const id = ++lastId
      promise.then(
        (value) => ask('settle', id, { value }),
        (error) => ask('settle', id, { error }),
      )
      return id
    },
    makePromise: (id) => new Promise((resolve, reject) => waiting.set(id, { resolve, reject })),
  })

  // A question may be asked while another is being answered. They nest like calls, so that when `ask` looks at `answer`
  // the latest one is its own.
  let answer: string | undefined
  const post = (detail: readonly string[]): void => {
    dispatch(new Event(theirs, { detail: detail.join('\n') }))
  }
  const ask = (what: string, ...args: readonly unknown[]): unknown => {
    answer = undefined
    post(['ask', what, codec.encode(args)])
    if (answer === undefined) throw new Error('contextBridge: the other world is gone')
    const outcome = codec.decode(answer) as Outcome
    if ('error' in outcome) throw outcome.error
    return outcome.value
  }

  const offers = new Map<string, (...args: unknown[]) => void>()
  const handlers: Record<string, Handler> = {
    call: ([id, args]) => functions.get(id as number)!(...(args as unknown[])),
    tell: ([name, args]) => offers.get(name as string)?.(...(args as unknown[])),
    expose: ([key, api]) => {
      if ((key as string) in global) {
        throw new Error('Cannot bind an API on top of an existing property on the window object')
      }
      const value = freezeDeep(api)
      Object.defineProperty(global, key as string, {
        value,
        enumerable: true,
        configurable: false,
        writable: false,
      })
    },
    settle: ([id, outcome]) => {
      const promise = waiting.get(id as number)
      waiting.delete(id as number)
      const settled = outcome as Outcome
      if ('error' in settled) promise?.reject(settled.error)
      else promise?.resolve(settled.value)
    },
  }
  const perform = (what: string, argsText: string): string => {
    try {
      return codec.encode({ value: handlers[what]!(codec.decode(argsText) as unknown[]) })
    } catch (error) {
      return codec.encode({ error: error instanceof Error ? error : new Error(String(error)) })
    }
  }
  const freezeDeep = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null) return value
    for (const part of Object.values(value)) freezeDeep(part)
    return ArrayBuffer.isView(value) ? value : Object.freeze(value)
  }

  meeting.addEventListener(mine, (event) => {
    const [kind, ...rest] = (event as CustomEvent<string>).detail.split('\n')
    if (kind === 'answer') answer = rest[0]
    else post(['answer', perform(rest[0]!, rest[1]!)])
  })

  return {
    expose: (key, api) => void ask('expose', key, api),
    tell: (name, ...args) => void ask('tell', name, args),
    offer: (name, receive) => void offers.set(name, receive),
  }
}
