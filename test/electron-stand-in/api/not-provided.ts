import { EventEmitter } from 'node:events'

/** An app that reaches for what the double lacks is told so by name, rather than meeting an undefined somewhere later. */
function notProvided(name: string): never {
  throw new Error(`${name} is not provided by the test double`)
}

/** What runtimes and tools look up on any object, and expect to be missing. */
const EXPECTED_MISSES = new Set<PropertyKey>([
  'then',
  'toJSON',
  'domain',
  'inspect',
  'nodeType',
  '__esModule',
])

function isExpectedMiss(key: PropertyKey): boolean {
  return typeof key === 'symbol' || EXPECTED_MISSES.has(key)
}

export function providedOnly<T extends object>(name: string, provided: T): T {
  return new Proxy(provided, {
    get(target, key, receiver) {
      if (key in target || isExpectedMiss(key)) return Reflect.get(target, key, receiver)
      return notProvided(`${name}.${String(key)}`)
    },
  })
}

/** A part of Electron that is absent as a whole: it can be imported and passed on, not used. */
export function unprovidedExport(name: string): object {
  return new Proxy(function unprovided() {}, {
    get(target, key) {
      if (isExpectedMiss(key) || key === 'prototype' || key === 'name') return Reflect.get(target, key)
      return notProvided(`${name}.${String(key)}`)
    },
    apply: () => notProvided(name),
    construct: () => notProvided(name),
  })
}

/** The base of the double's classes: a method that is missing on an instance throws its name. */
export class StandInEmitter extends EventEmitter {
  constructor() {
    super()
    this.setMaxListeners(0)
  }
}

// At the end of the prototype chain, so that only real misses get here and private fields keep working.
Object.setPrototypeOf(
  StandInEmitter.prototype,
  new Proxy(EventEmitter.prototype, {
    get(target, key, receiver: object) {
      if (key in target || isExpectedMiss(key)) return Reflect.get(target, key, receiver)
      return notProvided(`${receiver.constructor.name}.${String(key)}`)
    },
  }),
)
