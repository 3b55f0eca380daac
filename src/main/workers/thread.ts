import { type MessagePort, parentPort, Worker } from 'node:worker_threads'
import { AppError, type ErrorCode, isAppError } from '#contract/errors'
import { ArtefactRefused } from '#engine/artefact-ports'
import { LinkRefused, MutationRefused, TextRefused } from '#engine/ports'

/**
 * Calls to an object in another thread. Smaller than the rpc kernel on purpose: both ends are one build of our own
 * code, so there is nothing to check, only to carry: arguments by structured clone, buffers of results without a copy.
 */
type Call = { readonly id: number; readonly method: string; readonly args: readonly unknown[] }
type ToThread = Call | { readonly cancel: number }
type FromThread =
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly error: WireError }
  | { readonly ready: true; readonly details: unknown }
  | { readonly failed: WireError }
  | { readonly told: unknown }

/** Errors that mean something to the engine keep their kind across the border; others keep their text. */
type WireError =
  | { readonly kind: 'app'; readonly code: ErrorCode; readonly data: never }
  | {
      readonly kind: 'refused'
      readonly index: number
      readonly found: MutationRefused['found']
      readonly version: number
    }
  | { readonly kind: 'text-refused'; readonly index: number; readonly message: string }
  | { readonly kind: 'artefact-refused'; readonly why: ArtefactRefused['why'] }
  | { readonly kind: 'link-refused'; readonly message: string }
  | { readonly kind: 'other'; readonly name: string; readonly message: string; readonly stack: string }

const toWire = (error: unknown): WireError => {
  if (isAppError(error)) return { kind: 'app', code: error.code, data: error.data as never }
  if (error instanceof MutationRefused) {
    return { kind: 'refused', index: error.index, found: error.found, version: error.version }
  }
  if (error instanceof TextRefused) {
    return { kind: 'text-refused', index: error.index, message: error.message }
  }
  if (error instanceof ArtefactRefused) return { kind: 'artefact-refused', why: error.why }
  if (error instanceof LinkRefused) return { kind: 'link-refused', message: error.message }
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error))
  return { kind: 'other', name, message, stack: stack ?? '' }
}

const fromWire = (wire: WireError): Error => {
  if (wire.kind === 'app') return new AppError(wire.code, wire.data)
  if (wire.kind === 'refused') return new MutationRefused(wire.index, wire.found, wire.version)
  if (wire.kind === 'text-refused') return new TextRefused(wire.index, wire.message)
  if (wire.kind === 'artefact-refused') return new ArtefactRefused(wire.why)
  if (wire.kind === 'link-refused') return new LinkRefused(wire.message)
  return Object.assign(new Error(wire.message), { name: wire.name, stack: wire.stack })
}

/** A result that comes later: the calls behind it do not wait for it. */
export class Later {
  readonly promise: Promise<unknown>

  constructor(promise: Promise<unknown>) {
    this.promise = promise
  }
}

type Methods = Readonly<Record<string, (...args: never[]) => unknown>>

/**
 * Inside a worker: serves the methods of what `start` makes. Calls wait in a queue that is read anew after each one,
 * so a call that was cancelled while another ran is never begun. `tell` sends what nobody asked for.
 */
export const serveThread = async (
  start: (tell: (news: unknown) => void) => Promise<{ methods: Methods; details: unknown }>,
): Promise<void> => {
  const port = parentPort as MessagePort
  const waiting: Call[] = []
  let running = false
  let methods: Methods = {}

  const post = (call: Call, outcome: Outcome): void => {
    const [reply, transfer] = replyOf(call, outcome)
    try {
      port.postMessage(reply, transfer)
    } catch (error) {
      // What can't be carried is a fault of this one call; the thread goes on.
      port.postMessage({ id: call.id, error: toWire(error) } satisfies FromThread)
    }
  }

  const drain = async (): Promise<void> => {
    running = true
    for (let call = waiting.shift(); call !== undefined; call = waiting.shift()) {
      const outcome = await run(methods, call)
      const later = 'value' in outcome && outcome.value instanceof Later ? outcome.value : null
      if (later === null) post(call, outcome)
      else {
        void later.promise.then(
          (value) => post(call, { value }),
          (error: unknown) => post(call, { error }),
        )
      }
      await new Promise((resolve) => setImmediate(resolve))
    }
    running = false
  }

  port.on('message', (message: ToThread) => {
    if ('cancel' in message) {
      const at = waiting.findIndex(({ id }) => id === message.cancel)
      if (at >= 0) waiting.splice(at, 1)
      return
    }
    waiting.push(message)
    if (!running) setImmediate(() => !running && void drain())
  })

  try {
    const started = await start((news) => port.postMessage({ told: news } satisfies FromThread))
    methods = started.methods
    port.postMessage({ ready: true, details: started.details } satisfies FromThread)
  } catch (error) {
    port.postMessage({ failed: toWire(error) } satisfies FromThread)
  }
}

type Outcome = { readonly value: unknown } | { readonly error: unknown }

const run = async (methods: Methods, { method, args }: Call): Promise<Outcome> => {
  try {
    const work = methods[method]
    if (work === undefined) throw new Error(`the thread has no method "${method}"`)
    return { value: await work(...(args as never[])) }
  } catch (error) {
    return { error }
  }
}

const replyOf = ({ id }: Call, outcome: Outcome): [FromThread, ArrayBuffer[]] =>
  'error' in outcome
    ? [{ id, error: toWire(outcome.error) }, []]
    : [{ id, value: outcome.value }, buffersOf(outcome.value)]

/** How deep the columns of a result stand in objects: the bytes of a text column of the nodes of a view. */
const COLUMN_DEPTH = 4

/**
 * Buffers of a result that is a typed array, or an object with typed arrays as fields, or as fields of its fields; not
 * inside lists. Empty ones are copied: they may be constants, and what was handed over once can't be sent again.
 */
const buffersOf = (value: unknown): ArrayBuffer[] => {
  const buffers = viewsIn(value, COLUMN_DEPTH).map(({ buffer }) => buffer)
  return [...new Set(buffers)].filter(
    (buffer): buffer is ArrayBuffer => buffer instanceof ArrayBuffer && buffer.byteLength > 0,
  )
}

const viewsIn = (value: unknown, depth: number): ArrayBufferView[] => {
  if (ArrayBuffer.isView(value)) return [value]
  if (typeof value !== 'object' || value === null || Array.isArray(value) || depth === 0) return []
  return Object.values(value).flatMap((field) => viewsIn(field, depth - 1))
}

export interface Thread {
  /** What the worker told about itself when it was ready. */
  readonly details: unknown
  call(method: string, args: readonly unknown[], signal?: AbortSignal): Promise<unknown>
  /** True when it will answer no more. */
  isOver(): boolean
  close(): Promise<void>
}

/** The thread ended while it was needed: a crash, an out-of-memory, or because it was closed. */
export class ThreadEnded extends Error {
  override readonly name = 'ThreadEnded'
}

/**
 * Inside a worker whose methods wait for others: they run beside each other, and each gets, behind its arguments, a
 * signal that is aborted when its caller gives up. `tell` sends what nobody asked for.
 */
export const serveConcurrently = async (
  start: (tell: (news: unknown) => void) => Promise<{ methods: Methods; details: unknown }>,
): Promise<void> => {
  const port = parentPort as MessagePort
  const running = new Map<number, AbortController>()
  let methods: Methods = {}
  port.on('message', async (message: ToThread) => {
    if ('cancel' in message) return running.get(message.cancel)?.abort()
    const aborter = new AbortController()
    running.set(message.id, aborter)
    const outcome = await run(methods, { ...message, args: [...message.args, aborter.signal] })
    const [reply, transfer] = replyOf(message, outcome)
    running.delete(message.id)
    port.postMessage(reply, transfer)
  })
  try {
    const started = await start((news) => port.postMessage({ told: news } satisfies FromThread))
    methods = started.methods
    port.postMessage({ ready: true, details: started.details } satisfies FromThread)
  } catch (error) {
    port.postMessage({ failed: toWire(error) } satisfies FromThread)
  }
}

/** Starts a worker and resolves when it is ready; rejects with the error that kept it from starting. */
export const startThread = (
  file: string,
  workerData: unknown,
  onTold: (news: unknown) => void = () => {},
): Promise<Thread> =>
  new Promise((resolve, reject) => {
    const worker = new Worker(file, { workerData })
    const open = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>()
    let nextId = 0
    let ended: Error | undefined

    const call = (method: string, args: readonly unknown[], signal?: AbortSignal): Promise<unknown> => {
      if (ended) return Promise.reject(ended)
      // Never thrown at once: a caller that starts several calls would leave the others unattended.
      if (signal?.aborted) return Promise.reject(signal.reason)
      const id = nextId++
      return new Promise((res, rej) => {
        const cancel = (): void => {
          open.delete(id)
          worker.postMessage({ cancel: id } satisfies ToThread)
          rej(signal?.reason as Error)
        }
        const settle =
          <T>(done: (value: T) => void) =>
          (value: T): void => {
            signal?.removeEventListener('abort', cancel)
            done(value)
          }
        signal?.addEventListener('abort', cancel, { once: true })
        open.set(id, { resolve: settle(res), reject: settle(rej) })
        worker.postMessage({ id, method, args } satisfies ToThread)
      })
    }

    worker.on('message', (message: FromThread) => {
      if ('ready' in message) return resolve({ details: message.details, call, isOver, close })
      if ('told' in message) return onTold(message.told)
      if ('failed' in message) {
        reject(fromWire(message.failed))
        return void worker.terminate()
      }
      const waiting = open.get(message.id)
      open.delete(message.id)
      if ('error' in message) waiting?.reject(fromWire(message.error))
      else waiting?.resolve(message.value)
    })
    const end = (reason: string): void => {
      ended ??= new ThreadEnded(reason)
      reject(ended)
      for (const { reject: refuse } of open.values()) refuse(ended)
      open.clear()
    }
    worker.on('error', (error) => end(`${file}: ${error.message}`))
    worker.on('exit', (code) => end(`${file} ended with ${code}`))
    const isOver = (): boolean => ended !== undefined
    const close = async (): Promise<void> => {
      await worker.terminate()
    }
  })
