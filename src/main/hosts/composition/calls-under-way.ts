import { setTimeout as delay } from 'node:timers/promises'
import type { SomaHandlers } from '#contract/index'

/** What somebody waits for and would miss, as it is told to people. */
const LONG: Readonly<Record<string, string>> = {
  'changes.undoTo': 'going to an earlier point',
  'changes.undoEach': 'undoing changes',
  'connections.move': 'a move to another connection',
  'duplicates.find': 'a search for duplicates',
  'gate.calibrate': 'a calibration of the gate',
  'golden.run': 'a run of a golden set',
  'graph.export': 'an export of the graph',
  'imports.run': 'an import',
  'imports.undo': 'taking an import back',
  'memories.storeBulk': 'storing many memories',
  'tuning.sweep': 'a sweep of settings',
}

/** Whoever exchanges what is open waits for others, and not for himself. */
const EXCHANGES = /^(connections\.|app\.restore)/

type AnyHandlers = Record<string, Record<string, (...args: unknown[]) => unknown>>

/** Calls of handlers that have begun and not ended. */
export class CallsUnderWay {
  readonly #short = new Set<Promise<unknown>>()
  readonly #long = new Map<object, string>()
  readonly #onCall: () => void

  constructor(onCall: () => void) {
    this.#onCall = onCall
  }

  counted(handlers: SomaHandlers): SomaHandlers {
    const groups = Object.entries(handlers as unknown as AnyHandlers).map(([group, methods]) => {
      const counted = Object.entries(methods).map(([name, method]) => [
        name,
        (...args: unknown[]) => {
          this.#onCall()
          return this.#count(`${group}.${name}`, method(...args))
        },
      ])
      return [group, Object.fromEntries(counted)]
    })
    return Object.fromEntries(groups) as SomaHandlers
  }

  /** Each kind once. */
  long(): string[] {
    return [...new Set(this.#long.values())]
  }

  /** Resolves when what is short has ended, and in any case after some seconds: to whether it has. */
  async settled(seconds: number): Promise<boolean> {
    const over = new AbortController()
    const limit = delay(seconds * 1000, undefined, { signal: over.signal }).catch(() => {})
    await Promise.race([Promise.allSettled(this.#short), limit])
    const isOver = this.#short.size === 0
    over.abort()
    return isOver
  }

  #count(name: string, answer: unknown): unknown {
    if (answer instanceof Promise) {
      if (!EXCHANGES.test(name)) {
        this.#short.add(answer)
        answer.catch(() => {}).finally(() => this.#short.delete(answer))
      }
      return answer
    }
    const what = LONG[name]
    return what === undefined ? answer : this.#counted(what, answer as AsyncIterable<unknown>)
  }

  async *#counted(what: string, items: AsyncIterable<unknown>): AsyncGenerator<unknown> {
    const call = {}
    this.#long.set(call, what)
    try {
      yield* items
    } finally {
      this.#long.delete(call)
    }
  }
}
