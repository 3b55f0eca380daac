import { AppError } from '#contract/errors'
import type { Log } from '../ports.ts'

/** What listeners are told. Objects are shared and must not be changed. */
export interface HookData {
  readonly store: {
    readonly namespace: string
    readonly author: string
    readonly writes: readonly { readonly coordinate: readonly number[] | null; readonly payload: string }[]
  }
  readonly recall: { readonly namespace: string; readonly query: string }
  readonly forget: {
    readonly namespace: string
    readonly author: string
    readonly coordinates: readonly (readonly number[])[]
  }
  readonly reflect: { readonly namespace: string; readonly count: number }
}

export type HookSubject = keyof HookData
export type HookEvent = `${'before' | 'after'}_${HookSubject}`
type Listener<S extends HookSubject> = (data: HookData[S]) => void | Promise<void>

/** Thrown by a listener of a `before_` event to keep it from happening, on purpose and with a reason for people. */
export class Veto extends Error {
  override readonly name = 'Veto'
}

/**
 * Code of others around what the engine does (LIFE-6). Listeners of an event are called in the order in which they came,
 * each after the one before. One that throws is logged and changes nothing; only a {@link Veto} before something does.
 */
export class Hooks {
  readonly #log: Pick<Log, 'error'>
  readonly #listeners = new Map<HookEvent, Set<Listener<never>>>()

  constructor(log: Pick<Log, 'error'>) {
    this.#log = log
  }

  /** @returns what ends it */
  on<S extends HookSubject>(event: `${'before' | 'after'}_${S}`, listener: Listener<S>): () => void {
    const listeners = this.#listeners.get(event) ?? new Set()
    this.#listeners.set(event, listeners)
    // One that is given twice is two.
    const own: Listener<S> = (data) => listener(data)
    listeners.add(own)
    return () => void listeners.delete(own)
  }

  /** Does the work between the listeners of before and after. @throws AppError `hook/vetoed` */
  async around<S extends HookSubject, T>(
    subject: S,
    data: () => HookData[S],
    work: () => Promise<T>,
  ): Promise<T> {
    await this.#tell(`before_${subject}`, data)
    const done = await work()
    await this.#tell(`after_${subject}`, data)
    return done
  }

  async #tell<S extends HookSubject>(event: HookEvent, data: () => HookData[S]): Promise<void> {
    const listeners = this.#listeners.get(event)
    if (listeners === undefined || listeners.size === 0) return
    const told = data()
    for (const listener of [...listeners] as Listener<S>[]) {
      try {
        await listener(told)
      } catch (error) {
        if (error instanceof Veto && event.startsWith('before_')) {
          throw new AppError('hook/vetoed', { event, reason: error.message })
        }
        this.#log.error('a listener failed', {
          event,
          reason: error instanceof Error ? error.message : 'unknown',
        })
      }
    }
  }
}
