import type { Endpoint } from '#services/endpoint'
import { postJson } from '#services/post-json'
import { ServiceFault } from '#services/service-fault'
import type { Timing } from '#services/timing'
import { readAnswer } from './read-answer.ts'

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

/** Where its settings stand. */
export const SETTING = 'embedding'

export const serverName = ({ host }: Endpoint): string => `The embedding server at ${host}`

/**
 * One request to `/v1/embeddings`.
 * @returns a row a text, in their order
 * @throws ServiceFault, InputTooLong, or the reason of the caller's signal
 */
export const postTexts = async (
  service: Service,
  texts: readonly string[],
  limits: Limits,
): Promise<readonly (readonly number[])[]> => {
  const server = serverName(service.endpoint)
  const { model, dimension } = service
  const asked = {
    model,
    input: texts,
    encoding_format: 'float',
    ...(dimension !== undefined && { dimensions: dimension }),
  }
  const most = texts.length * LONGEST_VECTOR * BYTES_A_NUMBER + BYTES_AROUND
  const body = await postJson({ ...service, server, setting: SETTING }, asked, { ...limits, most })
  if (body === null)
    throw new ServiceFault('misconfigured', `${server} answered with more than any vectors take.`)
  const answer = readAnswer(body, texts.length)
  if (answer.is === 'vectors') return answer.rows
  throw new ServiceFault('misconfigured', `${server} ${answer.what}. Check embedding.url.`)
}
