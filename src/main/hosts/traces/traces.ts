import { AsyncLocalStorage } from 'node:async_hooks'
import { isDeepStrictEqual } from 'node:util'
import type { TracesState, TraceTrial } from '#contract/app'
import type { Begun, Observation, Observer } from '#engine/observe/observer'
import type { Log } from '#engine/ports'
import type { ResolvedConfig } from '../config.ts'
import { traceOfCaller } from './trace-parent.ts'
import { type SecretPlace, traceSettings } from './trace-settings.ts'
import type { Scope, Tracing, TracingParts } from './tracing.ts'

export interface TracesParts extends SecretPlace, Pick<TracingParts, 'version' | 'surroundings'> {
  readonly log: Log
}

/** At the end, what still waits gets so many milliseconds: a command must not hang on somebody else's server. */
const PATIENCE = 1000

/**
 * Spans of what the engine does: around each recall, write and change, and for each call of a store within. While they are
 * switched off nothing of OpenTelemetry is loaded, and nothing is done but to look at one field.
 */
export class Traces implements Observer {
  readonly #parts: TracesParts
  readonly #scopes = new AsyncLocalStorage<Scope>()
  #telemetry: ResolvedConfig['telemetry'] | undefined
  #isEnabled = false
  #tracing: Tracing | undefined
  #turning: Promise<void> = Promise.resolve()
  /** Called when a place begins to fail or to take spans again. */
  onState: () => void = () => {}

  constructor(parts: TracesParts) {
    this.#parts = parts
  }

  /** Takes settings up. Resolves when they hold; what cannot be used of them is told by the state. */
  use(config: ResolvedConfig): Promise<void> {
    const { telemetry } = config
    if (isDeepStrictEqual(telemetry, this.#telemetry)) return this.#turning
    this.#telemetry = telemetry
    if (!telemetry.enabled && !this.#isEnabled) return this.#turning
    this.#isEnabled = telemetry.enabled
    this.#turning = this.#turning
      .then(() => this.#turn(config))
      .then(() => this.onState())
      .catch((error: unknown) => {
        this.#parts.log.error('traces could not be switched', { reason: String(error) })
      })
    return this.#turning
  }

  async #turn(config: ResolvedConfig): Promise<void> {
    const before = this.#tracing
    this.#tracing = undefined
    // Nobody who changes a setting waits for what was set before.
    void before?.close(PATIENCE)
    if (!config.telemetry.enabled) return
    const { Tracing } = await import('./tracing.ts')
    const { version, surroundings } = this.#parts
    const onState: TracingParts['onState'] = ({ name, problem }) => {
      if (problem === null) this.#parts.log.info('traces are taken again', { by: name })
      else this.#parts.log.warn('traces are not taken', { by: name, reason: problem })
      this.onState()
    }
    const settings = traceSettings(config, this.#parts)
    this.#tracing = new Tracing(settings, { version, onState, ...(surroundings && { surroundings }) })
  }

  state(): TracesState {
    return { enabled: this.#isEnabled, targets: this.#tracing?.targets ?? [] }
  }

  /** One span to each place, whether traces are on or not. */
  async test(config: ResolvedConfig): Promise<TraceTrial[]> {
    const { tryTargets } = await import('./tracing.ts')
    const { version, surroundings } = this.#parts
    const parts = { version, onState: () => {}, ...(surroundings && { surroundings }) }
    return tryTargets(traceSettings(config, this.#parts), parts)
  }

  around<T>(begun: Begun, work: () => Promise<T>): Promise<T> {
    const scope = this.#begin(begun)
    if (scope === undefined) return work()
    return this.#scopes.run(scope, async () => {
      try {
        return await work()
      } catch (error) {
        this.#safely(() => scope.fail(error))
        throw error
      } finally {
        this.#safely(() => scope.end())
      }
    })
  }

  #begin(begun: Begun): Scope | undefined {
    const tracing = this.#tracing
    return tracing && this.#safely(() => tracing.begin(begun, this.#scopes.getStore(), traceOfCaller()))
  }

  note(happened: Observation): void {
    const tracing = this.#tracing
    if (tracing === undefined) return
    this.#safely(() => {
      const scope = this.#scopes.getStore()
      if (happened.is === 'call') tracing.call(happened, scope, traceOfCaller())
      else if (happened.is === scope?.is) scope.tell(happened)
    })
  }

  /** No memory is lost, and no answer kept back, for what goes wrong in here. */
  #safely<T>(work: () => T): T | undefined {
    try {
      return work()
    } catch (error) {
      this.#parts.log.error('a span could not be made', { reason: String(error) })
      return undefined
    }
  }

  async close(): Promise<void> {
    await this.#turning
    const tracing = this.#tracing
    this.#tracing = undefined
    await tracing?.close(PATIENCE)
  }
}
