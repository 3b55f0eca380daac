import { AsyncLocalStorage } from 'node:async_hooks'

/** Where a caller's own trace stands, as W3C Trace Context writes it. */
export interface TraceParent {
  readonly traceparent: string
  readonly tracestate?: string
}

const callers = new AsyncLocalStorage<TraceParent>()

/** The trace of whoever asked for what is done now, where it named one. */
export const traceOfCaller = (): TraceParent | undefined => callers.getStore()

/** Longer than any that is valid. */
const MOST_CHARACTERS = 1024

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value.length <= MOST_CHARACTERS ? value : undefined

/**
 * Does work under the trace that the headers of a request, or the `_meta` of a call, name. What is no trace is looked at by
 * nobody but who traces.
 */
export const underTraceOf = <T>(carrier: Readonly<Record<string, unknown>> | undefined, work: () => T): T => {
  const traceparent = textOf(carrier?.traceparent)
  if (traceparent === undefined) return work()
  const tracestate = textOf(carrier?.tracestate)
  return callers.run({ traceparent, ...(tracestate !== undefined && { tracestate }) }, work)
}
