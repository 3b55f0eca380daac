import type { Endpoint } from './endpoint.ts'
import { networkReason } from './network-reason.ts'
import { readLimited } from './read-limited.ts'
import { refusalOf } from './refusal-of-status.ts'
import { retryAfterOf } from './retry-after.ts'
import { ServiceFault } from './service-fault.ts'
import type { Timing } from './timing.ts'

export interface JsonService {
  readonly endpoint: Endpoint
  readonly model: string
  readonly apiKey: string | undefined
  /** How sentences begin: `The embedding server at localhost:11434`. */
  readonly server: string
  /** Where its settings stand: `embedding`. */
  readonly setting: string
  readonly fetch: typeof fetch
  readonly timing: Timing
}

interface Limits {
  readonly timeoutMs: number
  readonly signal: AbortSignal
  /** Bytes of an answer. */
  readonly most: number
}

/** Bytes of a refusal. */
const MOST_OF_REFUSAL = 64 * 1024

/**
 * One request, and the text of its answer; null where that is longer than allowed.
 * @throws ServiceFault, InputTooLong, or the reason of the caller's signal
 */
export const postJson = async (
  service: JsonService,
  body: object,
  { timeoutMs, signal, most }: Limits,
): Promise<string | null> => {
  const { model, apiKey, server, setting, timing } = service
  const timeout = timing.timeout(timeoutMs)
  const exchange = async () => {
    const response = await send(service, body, AbortSignal.any([signal, timeout]))
    return { response, text: await readLimited(response, response.ok ? most : MOST_OF_REFUSAL) }
  }
  const { response, text } = await exchange().catch((error: unknown) => {
    signal.throwIfAborted()
    if (timeout.aborted) throw passing(`${server} did not answer within ${timeoutMs / 1000} s.`)
    throw passing(`${server} ${networkReason(error, `${setting}.url`)}`)
  })
  if (response.ok) return text
  const retryAfter = retryAfterOf(response.headers.get('retry-after'), timing.now())
  const location = response.headers.get('location')
  throw refusalOf(
    { status: response.status, body: text ?? '', retryAfter, location },
    { server, model, apiKey, setting },
  )
}

const passing = (message: string) => new ServiceFault('unreachable', message, { isPassing: true })

const send = (service: JsonService, body: object, signal: AbortSignal): Promise<Response> => {
  const { endpoint, apiKey } = service
  return service.fetch(endpoint.url, {
    method: 'POST',
    // Another address was not configured, and must get neither memories nor the key.
    redirect: 'manual',
    signal,
    headers: {
      'content-type': 'application/json',
      accept: 'application/json',
      ...(apiKey !== undefined && { authorization: `Bearer ${apiKey}` }),
    },
    body: JSON.stringify(body),
  })
}
