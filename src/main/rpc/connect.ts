import type { CallOptions, Client, Contract } from '#contract/define'
import { AppError, type ErrorCode } from '#contract/errors'
import type { Outline } from '#contract/outline'
import { type Reply, type Request, readReply, STREAM_WINDOW } from './envelope.ts'
import { type Port, PortClosed } from './port.ts'

/** A reply, or what keeps it from coming. */
type Received = Reply | { readonly t: 'failed'; readonly error: AppError }
type Receive = (received: Received) => void

interface Started {
  /** Lets a stream send that many items more. */
  more(credit: number): void
  /** Tells the server to stop, where it has not yet come to an end. */
  stop(): void
}

const failure = (error: AppError): Received => ({ t: 'failed', error })

/** What errors carry is looked at with schemas, which a page does not need for its first paint. */
export const readErrorData = async () => (await import('#contract/error-data')).errorData

/** The error of a reply. A code that this side does not know comes from a newer program: `internal` says so. */
const toError = async ({ code, data }: Extract<Reply, { t: 'error' }>): Promise<AppError> => {
  const errorData = await readErrorData().catch(() => null)
  const isKnown = errorData !== null && Object.hasOwn(errorData, code)
  const checked = isKnown ? errorData[code as ErrorCode].safeParse(data) : undefined
  return checked?.success
    ? new AppError(code as ErrorCode, checked.data as never)
    : new AppError('internal', { id: code.slice(0, 100) })
}

const cannotPost = (error: unknown): AppError => {
  if (error instanceof PortClosed) return new AppError('request/disconnected', {})
  const message = `cannot be sent: ${error instanceof Error ? error.message : String(error)}`
  return new AppError('request/invalid', { issues: [{ path: '', message }] })
}

/** Calls over a port: sends requests and leads each reply to the one who waits for it. */
const createCalls = (port: Port) => {
  const open = new Map<number, Receive>()
  let lastId = 0

  const tell = (request: Request): void => {
    try {
      port.post(request)
    } catch {
      // Only a port that is gone refuses these; the call then ends by onClose.
    }
  }

  const start = (
    path: string,
    input: unknown,
    credit: number,
    signal: AbortSignal | undefined,
    receive: Receive,
  ) => {
    const id = ++lastId
    const stop = (): void => {
      if (!open.has(id)) return
      tell({ t: 'cancel', id })
      settle(failure(new AppError('request/cancelled', {})))
    }
    const settle: Receive = (received) => {
      if (received.t !== 'item') {
        open.delete(id)
        signal?.removeEventListener('abort', stop)
      }
      receive(received)
    }
    open.set(id, settle)
    if (signal?.aborted) {
      settle(failure(new AppError('request/cancelled', {})))
    } else {
      signal?.addEventListener('abort', stop, { once: true })
      try {
        port.post({ t: 'call', id, path, input, credit } satisfies Request)
      } catch (error) {
        settle(failure(cannotPost(error)))
      }
    }
    return { stop, more: (amount) => tell({ t: 'more', id, credit: amount }) } satisfies Started
  }

  port.onMessage((message) => {
    const reply = readReply(message)
    if (reply) open.get(reply.id)?.(reply)
  })
  port.onClose(() => {
    for (const receive of [...open.values()]) receive(failure(new AppError('request/disconnected', {})))
  })
  return start
}

type Start = ReturnType<typeof createCalls>

const callMethod =
  (start: Start, path: string) =>
  (input: unknown, options: CallOptions = {}): Promise<unknown> =>
    new Promise((resolve, reject) => {
      start(path, input, 0, options.signal, (reply) => {
        if (reply.t === 'value') resolve(reply.value)
        else if (reply.t === 'failed') reject(reply.error)
        else if (reply.t === 'error') void toError(reply).then(reject)
      })
    })

const callStream = (start: Start, path: string) =>
  async function* (input: unknown, options: CallOptions = {}): AsyncGenerator<unknown> {
    const queue: Received[] = []
    let wake: (() => void) | undefined
    const call = start(path, input, STREAM_WINDOW, options.signal, (reply) => {
      queue.push(reply)
      wake?.()
    })
    let read = 0
    try {
      while (true) {
        const reply = queue.shift()
        if (!reply) {
          await new Promise<void>((resolve) => {
            wake = resolve
          })
        } else if (reply.t === 'item') {
          yield reply.value
          // Credit is given for what was read, not for what arrived: a slow reader stops the producer.
          read++
          if (read === STREAM_WINDOW / 2) {
            call.more(read)
            read = 0
          }
        } else if (reply.t === 'failed') {
          throw reply.error
        } else if (reply.t === 'error') {
          throw await toError(reply)
        } else return
      }
    } finally {
      call.stop()
    }
  }

/**
 * A client of the contract over a port. Losing the port rejects what is open with `request/disconnected`; streams
 * end with that error too, after the items that had arrived.
 */
export function connect<C extends Contract>(contract: C, port: Port): Client<C>
/** @param outline of the contract `C` */
export function connect<C extends Contract>(outline: Outline, port: Port): Client<C>
export function connect<C extends Contract>(outline: Outline, port: Port): Client<C> {
  const start = createCalls(port)
  const groups = Object.entries(outline).map(([group, procedures]) => {
    const methods = Object.entries(procedures).map(([name, { kind }]) => {
      const path = `${group}.${name}`
      return [name, kind === 'method' ? callMethod(start, path) : callStream(start, path)] as const
    })
    return [group, Object.fromEntries(methods)] as const
  })
  return Object.fromEntries(groups) as Client<C>
}
