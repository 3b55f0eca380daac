import { EmbedderFault } from '../embedder-fault.ts'
import type { Timing } from '../timing.ts'
import type { Endpoint } from './endpoint.ts'
import { networkReason } from './network-reason.ts'
import { readAnswer } from './read-answer.ts'
import { readLimited } from './read-limited.ts'
import { refusalOf } from './refusal-of-status.ts'
import { retryAfterOf } from './retry-after.ts'

export interface Service {
  readonly endpoint: Endpoint
  readonly model: string
  readonly apiKey: string | undefined
  /** Asked of models that can shorten their vectors. */
  readonly dimension: number | undefined
  readonly fetch: typeof fetch
  readonly timing: Timing
}

export interface Limits {
  readonly timeoutMs: number
  readonly signal: AbortSignal
}

/** Bytes of one number in JSON, with room to spare, and of vectors longer than any model's. */
const BYTES_A_NUMBER = 32
const LONGEST_VECTOR = 16_384
const BYTES_AROUND = 64 * 1024

export const serverName = ({ host }: Endpoint): string => `The embedding server at ${host}`

/**
 * One request to `/v1/embeddings`.
 * @returns a row a text, in their order
 * @throws EmbedderFault, InputTooLong, or the reason of the caller's signal
 */
export const postTexts = async (
  service: Service,
  texts: readonly string[],
  { timeoutMs, signal }: Limits,
): Promise<readonly (readonly number[])[]> => {
  const { endpoint, model, apiKey, timing } = service
  const server = serverName(endpoint)
  const timeout = timing.timeout(timeoutMs)
  const exchange = async () => {
    const response = await send(service, texts, AbortSignal.any([signal, timeout]))
    const most = response.ok ? texts.length * LONGEST_VECTOR * BYTES_A_NUMBER + BYTES_AROUND : BYTES_AROUND
    return { response, body: await readLimited(response, most) }
  }
  const { response, body } = await exchange().catch((error: unknown) => {
    signal.throwIfAborted()
    if (timeout.aborted) throw passing(`${server} did not answer within ${timeoutMs / 1000} s.`)
    throw passing(`${server} ${networkReason(error)}`)
  })
  if (!response.ok) {
    const retryAfter = retryAfterOf(response.headers.get('retry-after'), timing.now())
    const location = response.headers.get('location')
    throw refusalOf(
      { status: response.status, body: body ?? '', retryAfter, location },
      { server, model, apiKey },
    )
  }
  if (body === null)
    throw new EmbedderFault('misconfigured', `${server} answered with more than any vectors take.`)
  const answer = readAnswer(body, texts.length)
  if (answer.is === 'vectors') return answer.rows
  throw new EmbedderFault('misconfigured', `${server} ${answer.what}. Check embedding.url.`)
}

const passing = (message: string) => new EmbedderFault('unreachable', message, { isPassing: true })

const send = (service: Service, texts: readonly string[], signal: AbortSignal): Promise<Response> => {
  const { endpoint, model, apiKey, dimension } = service
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
    body: JSON.stringify({
      model,
      input: texts,
      encoding_format: 'float',
      ...(dimension !== undefined && { dimensions: dimension }),
    }),
  })
}
