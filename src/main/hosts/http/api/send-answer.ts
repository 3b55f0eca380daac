import { Readable } from 'node:stream'
import type { FastifyReply } from 'fastify'
import { type Problem, problemJson } from '../replies.ts'
import { jsonOf } from './raw-json.ts'
import type { Route } from './route.ts'

export const LINES_TYPE = 'application/x-ndjson'
const KEEP_ALIVE_MS = 15_000

/** Sends what a route gave. What goes wrong before the first byte is thrown, to become a problem. */
export const sendAnswer = async (
  reply: FastifyReply,
  { route, given, outcome, tell }: Answer,
): Promise<FastifyReply> => {
  const { gives, status, otherStatus } = route
  reply.header('cache-control', 'no-store')
  if (gives.as === 'json') {
    const value = await outcome
    const isOther = otherStatus?.when(value as never) === true
    return reply
      .code(isOther ? otherStatus.status : status)
      .type('application/json; charset=utf-8')
      .send(jsonOf(value))
  }
  const items = outcome as AsyncIterable<unknown>
  reply.code(status)
  switch (gives.as) {
    case 'events':
      return reply
        .type('text/event-stream')
        .send(Readable.from(eventsOf(items as AsyncIterable<ServerEvent>)))
    case 'text':
      return reply.type(gives.typeOf(given as never)).send(await begun(items as AsyncIterable<string>))
    default:
      return reply.type(LINES_TYPE).send(await begun(linesOf(items, tell)))
  }
}

interface Answer {
  readonly route: Route
  readonly given: unknown
  readonly outcome: unknown
  readonly tell: (error: unknown) => Problem
}

/** A stream whose first part is there, so that a refusal can still be one. */
const begun = async (items: AsyncIterable<string>): Promise<Readable> => {
  const iterator = items[Symbol.asyncIterator]()
  const first = await iterator.next()
  const all = async function* () {
    try {
      for (let step = first; step.done !== true; step = await iterator.next()) yield step.value
    } finally {
      await iterator.return?.()
    }
  }
  return Readable.from(all(), { objectMode: false })
}

/** A line a value. Of what goes wrong in the middle the last line tells. */
async function* linesOf(items: AsyncIterable<unknown>, tell: Answer['tell']): AsyncGenerator<string> {
  let isBegun = false
  try {
    for await (const item of items) {
      yield `${jsonOf(item)}\n`
      isBegun = true
    }
  } catch (error) {
    if (!isBegun) throw error
    yield `${JSON.stringify({ error: problemJson(tell(error)) })}\n`
  }
}

/** An event as a route gives it. */
export interface ServerEvent {
  /** Where a reader that lost the connection begins again. */
  readonly id?: number
  readonly event: string
  readonly data: unknown
}

const frameOf = ({ id, event, data }: ServerEvent): string =>
  `${id === undefined ? '' : `id: ${id}\n`}event: ${event}\ndata: ${jsonOf(data)}\n\n`

/** Server-sent events, with a sign of life where nothing happens, which also finds out who is gone. */
async function* eventsOf(items: AsyncIterable<ServerEvent>): AsyncGenerator<string> {
  yield 'retry: 2000\n\n'
  const iterator = items[Symbol.asyncIterator]()
  try {
    let next = iterator.next()
    for (;;) {
      const step = await orQuiet(next)
      if (step === undefined) yield ': quiet\n\n'
      else if (step.done === true) return
      else {
        yield frameOf(step.value)
        next = iterator.next()
      }
    }
  } finally {
    await iterator.return?.()
  }
}

/** Undefined where nothing came for a while. */
const orQuiet = async <T>(next: Promise<T>): Promise<T | undefined> => {
  let timer: NodeJS.Timeout | undefined
  const quiet = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, KEEP_ALIVE_MS, undefined)
  })
  return Promise.race([next, quiet]).finally(() => clearTimeout(timer))
}
