import { JsonTraceSerializer } from '@opentelemetry/otlp-transformer'
import type { ReadableSpan, SpanExporter } from '@opentelemetry/sdk-trace'
import type { TracesState } from '#contract/app'
import { ServiceFault } from '#services/service-fault'
import { systemTiming } from '#services/timing'
import { withRetries } from '#services/with-retries'
import { type Place, postSpans, type Surroundings } from './post-spans.ts'

type TargetState = TracesState['targets'][number]
type Done = Parameters<SpanExporter['export']>[1]

export interface TargetParts extends Partial<Surroundings> {
  readonly timeoutMs: number
  /** Called when it begins to fail or to take them again. */
  readonly onState: (state: TargetState) => void
}

/** Spans that may wait; what comes beyond them is lost. */
export const MOST_WAITING = 2048
/** One batch waits while it is tried again, so others gather behind it: better some are lost than all are late. */
const RETRIES = { attempts: 3, base: 1000, longest: 5000 }
const [SUCCESS, FAILED] = [0, 1]

/** One place that spans are sent to, and how it fares. */
export class TraceTarget implements SpanExporter {
  readonly #place: Place
  readonly #parts: TargetParts & Surroundings
  readonly #closing = new AbortController()
  #sent = 0
  #lost = 0
  #waiting = 0
  #problem: string | null = null
  #since: number | null = null

  constructor(place: Place, parts: TargetParts) {
    this.#place = place
    this.#parts = { fetch, timing: systemTiming, ...parts }
  }

  get state(): TargetState {
    const { kind, name } = this.#place
    const counts = { sent: this.#sent, waiting: this.#waiting, lost: this.#lost }
    return { kind, name, ...counts, problem: this.#problem, since: this.#since }
  }

  /** Whether a span finds a place in the queue. */
  admits(): boolean {
    const isRoom = this.#waiting < MOST_WAITING
    if (isRoom) this.#waiting++
    else this.#lost++
    return isRoom
  }

  export(spans: ReadableSpan[], done: Done): void {
    const work = () => this.#post(spans, this.#closing.signal)
    withRetries(work, RETRIES, this.#parts.timing, this.#closing.signal).then(
      (rejected) => {
        this.#count(spans.length, rejected)
        done({ code: SUCCESS })
      },
      (error: Error) => {
        this.#count(spans.length, spans.length)
        if (!this.#closing.signal.aborted) this.#tell(messageOf(error))
        done({ code: FAILED, error })
      },
    )
  }

  /** Sends spans once, without waiting for a better moment. @throws ServiceFault */
  async try(spans: ReadableSpan[]): Promise<void> {
    await this.#post(spans, this.#closing.signal)
  }

  /** Gives up what is under way. */
  abandon(): void {
    this.#closing.abort()
  }

  async shutdown(): Promise<void> {
    this.abandon()
  }

  /** @returns how many of them it did not take */
  async #post(spans: ReadableSpan[], signal: AbortSignal): Promise<number> {
    const body = JsonTraceSerializer.serializeRequest(spans)
    if (body === undefined) throw new ServiceFault('misconfigured', 'The spans cannot be written as JSON.')
    const { rejected: named, message } = partOf(
      await postSpans(this.#place, body, { ...this.#parts, signal }),
    )
    const rejected = Math.min(named, spans.length)
    const what = `${this.#place.name} did not take ${rejected} of ${spans.length} spans${message && `: ${message}`}`
    this.#tell(rejected > 0 ? what : null)
    return rejected
  }

  #count(all: number, lost: number): void {
    this.#waiting -= all
    this.#lost += lost
    this.#sent += all - lost
  }

  #tell(problem: string | null): void {
    if (problem === this.#problem) return
    this.#since = problem === null ? null : (this.#since ?? this.#parts.timing.now())
    this.#problem = problem
    this.#parts.onState(this.state)
  }
}

const messageOf = (error: unknown): string =>
  error instanceof ServiceFault ? error.message : 'The spans could not be sent.'

/** An endpoint that takes them may say that it did not take all. */
const partOf = (answer: string): { readonly rejected: number; readonly message: string } => {
  try {
    const { partialSuccess } = JSON.parse(answer) as {
      partialSuccess?: { rejectedSpans?: unknown; errorMessage?: unknown }
    }
    const rejected = Number(partialSuccess?.rejectedSpans ?? 0)
    const message = String(partialSuccess?.errorMessage ?? '')
    const clean = message
      .replace(/\p{C}+/gu, ' ')
      .trim()
      .slice(0, 200)
      .toWellFormed()
    return { rejected: rejected > 0 ? rejected : 0, message: clean }
  } catch {
    // Some answer with an empty body, or with a page.
    return { rejected: 0, message: '' }
  }
}
