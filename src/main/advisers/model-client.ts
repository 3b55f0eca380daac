import { AdviserFault } from '#engine/life/adviser-ports'
import { readEndpoint } from '#services/endpoint'
import { createLanes, type Lane } from '#services/lanes'
import { type JsonService, postJson } from '#services/post-json'
import { InputTooLong } from '#services/refusal-of-status'
import { ServiceFault } from '#services/service-fault'
import { systemTiming, type Timing } from '#services/timing'
import { withRetries } from '#services/with-retries'
import { type Dialect, type Message, OPENAI } from './dialects.ts'

export interface ModelSettings {
  readonly dialect?: Dialect
  readonly url: string
  readonly model: string
  readonly apiKey?: string | undefined
  readonly allowInsecure: boolean
  readonly timeoutSeconds: number
  /** Where they stand, for sentences: `memory_enterprise.consolidation`. */
  readonly setting: string
}

export interface ModelSurroundings {
  readonly fetch?: typeof fetch
  readonly timing?: Timing
}

/** Bytes of an answer: more than a summary or a guess ever takes. */
const MOST_OF_ANSWER = 1024 * 1024

/**
 * A language model behind a server: asked with a time-out, tried again where that may help, and left alone while it is
 * known to be dead.
 */
export class ModelClient {
  readonly name: string
  readonly #service: JsonService
  readonly #dialect: Dialect
  readonly #lane: Lane

  /** @throws ServiceFault where the settings cannot be used */
  constructor(
    settings: ModelSettings,
    { fetch: ask = fetch, timing = systemTiming }: ModelSurroundings = {},
  ) {
    const { url, model, apiKey, allowInsecure, timeoutSeconds, setting, dialect = OPENAI } = settings
    // What fetch says about such a header would repeat the key.
    if (apiKey !== undefined && !/^[\x21-\x7e]+$/.test(apiKey)) {
      const what = `${setting}.api_key holds white space or other characters that no key has.`
      throw new ServiceFault('misconfigured', what)
    }
    const endpoint = readEndpoint(url, { allowInsecure, setting, path: dialect.path })
    const server = `The language model at ${endpoint.host}`
    this.name = model
    this.#dialect = dialect
    this.#service = { endpoint, model, apiKey, server, setting, fetch: ask, timing }
    this.#lane = createLanes(timeoutSeconds * 1000, timing.elapsed).patient
  }

  /** What the model says, without control characters. @throws AdviserFault, or the reason of the signal */
  async ask(messages: readonly Message[], signal: AbortSignal): Promise<string> {
    const { queue, retries } = this.#lane
    try {
      signal.throwIfAborted()
      const work = () =>
        withRetries(() => this.#once(messages, signal), retries, this.#service.timing, signal)
      return await queue.add(work)
    } catch (error) {
      if (error instanceof ServiceFault || error instanceof InputTooLong)
        throw new AdviserFault(error.message)
      throw error
    }
  }

  async #once(messages: readonly Message[], signal: AbortSignal): Promise<string> {
    const { breaker, timeoutMs } = this.#lane
    breaker.enter()
    try {
      const body = this.#dialect.request(this.#service.model, messages)
      const text = await postJson(this.#service, body, { timeoutMs, signal, most: MOST_OF_ANSWER })
      const said = this.#read(text)
      breaker.succeeded()
      return said
    } catch (error) {
      if (error instanceof ServiceFault) breaker.failed(error)
      else if (error instanceof InputTooLong) breaker.succeeded()
      else breaker.abandoned()
      throw error
    }
  }

  #read(text: string | null): string {
    const { server, setting } = this.#service
    const said = text === null ? null : this.#dialect.read(text)
    const clean = said?.replace(/[\p{Cc}\p{Cs}]+/gu, (found) =>
      /[\n\t]/.test(found) ? found.replace(/[^\n\t]/g, '') : '',
    )
    if (clean?.trim()) return clean.trim()
    const what =
      text === null ? 'answered with more than any summary takes' : 'answered without a word of use'
    throw new ServiceFault('misconfigured', `${server} ${what}. Check ${setting}.url and ${setting}.model.`)
  }
}
