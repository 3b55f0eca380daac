import type { Contract, Handlers } from '#contract/define'
import { AppError } from '#contract/errors'
import { type AnswerOptions, createAnswerer } from './answer.ts'
import { type Credit, createCredit } from './credit.ts'
import { type Reply, type Request, readRequest } from './envelope.ts'
import { type Port, PortClosed } from './port.ts'

export interface ServeOptions extends AnswerOptions {
  /** Who is at the other end: handlers get it, changes are recorded under it. */
  readonly client: string
  /** Calls and streams that a port may have open at once. */
  readonly maxCalls?: number
}

export interface Serving {
  /** Aborts what runs, closes the port, and resolves when every handler has come back. */
  close(): Promise<void>
}

interface Open {
  readonly controller: AbortController
  readonly credit: Credit
}

type CallRequest = Extract<Request, { t: 'call' }>

/** Answers the calls that come through a port with the handlers of a contract. */
export const serve = <C extends Contract>(
  contract: C,
  handlers: Handlers<C>,
  port: Port,
  options: ServeOptions,
): Serving => {
  const { client, maxCalls = 256 } = options
  const { answer, faultReply } = createAnswerer(contract, handlers, options)
  const open = new Map<number, Open>()
  const running = new Set<Promise<void>>()

  /** A reply that cannot be carried is itself an error, and its caller still gets one. */
  const finish = (reply: Reply): void => {
    try {
      port.post(reply)
    } catch (error) {
      if (error instanceof PortClosed) return
      const instead = faultReply(reply.id, error)
      try {
        port.post(instead)
      } catch (again) {
        // Nothing passes: for the log only, the closing port tells the caller.
        faultReply(reply.id, again)
      }
    }
  }

  const run = async (request: CallRequest, { controller, credit }: Open): Promise<void> => {
    const context = { signal: controller.signal, client }
    const reply = await answer({ ...request, credit, context }, (item) => port.post(item))
    open.delete(request.id)
    finish(reply)
  }

  const start = (request: CallRequest): void => {
    // Answering a second call of the same id would end the first one at the caller's.
    if (open.has(request.id)) return
    if (open.size >= maxCalls) {
      finish(faultReply(request.id, tooMany(maxCalls)))
      return
    }
    const controller = new AbortController()
    const entry = { controller, credit: createCredit(request.credit, controller.signal) }
    open.set(request.id, entry)
    const done = run(request, entry).finally(() => running.delete(done))
    running.add(done)
  }

  const abortAll = (): void => {
    for (const { controller } of open.values()) controller.abort(new AppError('request/disconnected', {}))
  }

  port.onMessage((message) => {
    const request = readRequest(message)
    if (request?.t === 'call') start(request)
    else if (request?.t === 'more') open.get(request.id)?.credit.add(request.credit)
    else if (request?.t === 'cancel') {
      open.get(request.id)?.controller.abort(new AppError('request/cancelled', {}))
    }
  })
  port.onClose(abortAll)

  return {
    close: async () => {
      abortAll()
      port.close()
      await Promise.all(running)
    },
  }
}

const tooMany = (limit: number): AppError => {
  const message = `${limit} calls are open on this connection already; wait for one to end`
  return new AppError('request/invalid', { issues: [{ path: '', message }] })
}
