import { type Context, ROOT_CONTEXT, SpanStatusCode, type Tracer, trace } from '@opentelemetry/api'
import { W3CTraceContextPropagator } from '@opentelemetry/core'
import { defaultResource, type Resource, resourceFromAttributes } from '@opentelemetry/resources'
import {
  BatchSpanProcessor,
  ParentBasedSampler,
  type ReadableSpan,
  type SpanProcessor,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace'
import type { TracesState, TraceTrial } from '#contract/app'
import { isAppError } from '#contract/errors'
import { isFault } from '#engine/observe/observed-calls'
import type { Begun, Observation, ObservedCall } from '#engine/observe/observer'
import type { Surroundings } from './post-spans.ts'
import { attributesOf, outcomeOf, spanName } from './span-attributes.ts'
import type { TraceParent } from './trace-parent.ts'
import type { TargetSettings, TraceSettings } from './trace-settings.ts'
import { MOST_WAITING, TraceTarget } from './trace-target.ts'

type TargetState = TracesState['targets'][number]

export interface TracingParts {
  readonly version?: string | undefined
  readonly onState: (state: TargetState) => void
  /** For tests: how others are asked, and when. */
  readonly surroundings?: Partial<Surroundings>
}

/** What was begun, while it lasts. */
export interface Scope {
  readonly is: Begun['is']
  readonly context: Context
  /** One moment on both clocks: a machine that slept has two opinions of how long. */
  readonly anchor: { readonly epoch: number; readonly elapsed: number }
  tell(happened: Observation): void
  fail(error: unknown): void
  end(): void
}

const BATCH = { scheduledDelayMillis: 2000, maxExportBatchSize: 512, maxQueueSize: MOST_WAITING }
const LIMITS = { attributeCountLimit: 32, attributeValueLengthLimit: 32_768 }
const propagator = new W3CTraceContextPropagator()
const carried = {
  get: (carrier: unknown, key: string): string | undefined =>
    (carrier as Readonly<Record<string, string | undefined>>)[key],
  keys: (carrier: unknown): string[] => Object.keys(carrier as object),
}

/** All of OpenTelemetry that is used. This file is only loaded once traces are switched on. */
export class Tracing {
  readonly #settings: TraceSettings
  readonly #provider: TracerProvider
  readonly #tracer: Tracer
  readonly #targets: readonly TraceTarget[]
  readonly #unusable: readonly TargetState[]
  readonly #told: Parameters<typeof attributesOf>[1]

  constructor(settings: TraceSettings, parts: TracingParts) {
    this.#settings = settings
    this.#told = { ...settings, isForLangfuse: settings.targets.some(({ kind }) => kind === 'langfuse') }
    this.#targets = openTargets(settings, parts)
    this.#unusable = settings.targets.flatMap(unusable)
    this.#provider = new TracerProvider({
      resource: resourceOf(settings, parts),
      sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(settings.sampleRatio) }),
      spanLimits: LIMITS,
      spanProcessors: this.#targets.map(batches),
    })
    this.#tracer = this.#provider.getTracer('soma', parts.version)
    for (const state of this.#unusable) parts.onState(state)
  }

  get targets(): TargetState[] {
    return [...this.#targets.map(({ state }) => state), ...this.#unusable]
  }

  /** @param parent what it is a part of; else the trace of the caller, if that has one */
  begin(begun: Begun, parent: Scope | undefined, caller: TraceParent | undefined): Scope {
    const anchor = parent?.anchor ?? { epoch: Date.now(), elapsed: performance.now() }
    const now = (): number => anchor.epoch + performance.now() - anchor.elapsed
    const around = parent?.context ?? contextOf(caller)
    const options = { startTime: now(), attributes: attributesOf(begun, this.#told) }
    const span = this.#tracer.startSpan(spanName(begun), options, around)
    return {
      is: begun.is,
      context: trace.setSpan(around, span),
      anchor,
      tell: (happened) => {
        span.setAttributes(outcomeOf(happened, this.#told))
      },
      fail: (error) => {
        span.setAttribute('error.type', errorType(error))
        if (isFault(error)) span.setStatus({ code: SpanStatusCode.ERROR })
      },
      end: () => span.end(now()),
    }
  }

  /** A call of a store that is over. */
  call({ store, call, took, failed }: ObservedCall, parent: Scope | undefined, caller?: TraceParent): void {
    if (parent === undefined && caller === undefined && !this.#settings.allCalls) return
    const epoch = parent?.anchor.epoch ?? Date.now()
    const end = parent === undefined ? epoch : epoch + performance.now() - parent.anchor.elapsed
    const attributes = { 'soma.store': store, 'soma.call': call }
    const options = { startTime: end - took * 1000, attributes }
    const span = this.#tracer.startSpan(`${store} ${call}`, options, parent?.context ?? contextOf(caller))
    if (failed) span.setStatus({ code: SpanStatusCode.ERROR })
    span.end(end)
  }

  /** Sends what waits, for so long at most, and gives up the rest. */
  async close(patience: number): Promise<void> {
    let timer: NodeJS.Timeout | undefined
    const enough = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, patience)
    })
    // What could not be sent was told already.
    const flushed = this.#provider.forceFlush().catch(() => {})
    await Promise.race([flushed, enough])
    clearTimeout(timer)
    for (const target of this.#targets) target.abandon()
    await this.#provider.shutdown().catch(() => {})
  }
}

/** One span to each place, once. */
export const tryTargets = async (settings: TraceSettings, parts: TracingParts): Promise<TraceTrial[]> => {
  const spans: ReadableSpan[] = []
  const keeper = { onStart: () => {}, onEnd: (span: ReadableSpan) => void spans.push(span) }
  const idle = { forceFlush: async () => {}, shutdown: async () => {} }
  const provider = new TracerProvider({
    resource: resourceOf(settings, parts),
    spanProcessors: [{ ...keeper, ...idle }],
  })
  provider.getTracer('soma', parts.version).startSpan('connection test', {}, ROOT_CONTEXT).end()
  const trials = openTargets(settings, { ...parts, onState: () => {} }).map(async (target) => {
    const { kind, name } = target.state
    const started = performance.now()
    const problem = await target.try(spans).then(
      () => target.state.problem,
      (error: Error) => error.message,
    )
    return { kind, name, problem, milliseconds: performance.now() - started }
  })
  const never = settings.targets.flatMap(unusable).map(({ kind, name, problem }) => {
    return { kind, name, problem, milliseconds: 0 }
  })
  return [...(await Promise.all(trials)), ...never]
}

const openTargets = (
  { targets, timeoutMs }: TraceSettings,
  { onState, surroundings = {} }: TracingParts,
): TraceTarget[] =>
  targets.flatMap((place) =>
    place.problem === null ? [new TraceTarget(place, { timeoutMs, ...surroundings, onState })] : [],
  )

const unusable = ({ kind, name, problem }: TargetSettings): TargetState[] =>
  problem === null ? [] : [{ kind, name, sent: 0, waiting: 0, lost: 0, problem, since: Date.now() / 1000 }]

const resourceOf = ({ serviceName }: TraceSettings, { version }: TracingParts): Resource =>
  defaultResource().merge(
    resourceFromAttributes({ 'service.name': serviceName, ...(version && { 'service.version': version }) }),
  )

/** Spans go in batches behind the answer; what finds no place in the queue is counted and left out. */
const batches = (target: TraceTarget): SpanProcessor => {
  const behind = new BatchSpanProcessor({ exporter: target, ...BATCH })
  return {
    onStart: () => {},
    onEnd: (span) => {
      const isSampled = (span.spanContext().traceFlags & 1) === 1
      if (isSampled && target.admits()) behind.onEnd(span)
    },
    forceFlush: () => behind.forceFlush(),
    shutdown: () => behind.shutdown(),
  }
}

const contextOf = (caller: TraceParent | undefined): Context =>
  caller === undefined ? ROOT_CONTEXT : propagator.extract(ROOT_CONTEXT, caller, carried)

const errorType = (error: unknown): string =>
  isAppError(error) ? error.code : error instanceof Error ? error.name : '_OTHER'
