import { networkReason } from '#services/network-reason'
import { ServiceFault } from '#services/service-fault'

/** What was asked for is not there: mostly a collection. */
export class NotInQdrant extends Error {
  override readonly name = 'NotInQdrant'
}

interface Asked {
  /** How sentences begin: `Qdrant at localhost:6333`. */
  readonly server: string
  readonly apiKey: string | undefined
  /** Milliseconds. */
  readonly timeout: number
}

/** What kept Qdrant from answering, as a sentence without the key, and whether asking again makes sense. */
export const faultOf = (error: unknown, asked: Asked): ServiceFault | NotInQdrant => {
  const { server, timeout } = asked
  const refusal = statusOf(error)
  if (refusal !== null) return refusalOf(refusal, asked)
  if (error instanceof Error && (error.name === 'AbortError' || error.name === 'QdrantClientTimeoutError')) {
    return passing(`${server} did not answer within ${timeout / 1000} s.`)
  }
  if (error instanceof Error && 'retry_after' in error) {
    const retryAfter = Number(error.retry_after) * 1000
    return new ServiceFault('rate-limited', `${server} takes no more requests for the moment (429).`, {
      isPassing: true,
      retryAfter: Number.isFinite(retryAfter) ? retryAfter : null,
    })
  }
  if (error instanceof SyntaxError || !isOfFetch(error)) {
    return passing(`${server} answered what cannot be read. Check whether qdrant.url leads to Qdrant.`)
  }
  return passing(`${server} ${networkReason(error, 'qdrant.url')}`)
}

const passing = (message: string): ServiceFault =>
  new ServiceFault('unreachable', message, { isPassing: true })

/** What fetch throws where there was no answer, or none to its end. */
const isOfFetch = (error: unknown): boolean => error instanceof TypeError || codeIn(error)

const codeIn = (error: unknown): boolean => error instanceof Error && 'code' in error

interface Status {
  readonly status: number
  readonly said: string
}

const statusOf = (error: unknown): Status | null => {
  if (!(error instanceof Error) || !('status' in error) || typeof error.status !== 'number') return null
  const { data } = error as { data?: unknown }
  const status = typeof data === 'object' && data !== null && 'status' in data ? data.status : undefined
  const said = typeof status === 'object' && status !== null && 'error' in status ? status.error : ''
  return { status: error.status, said: typeof said === 'string' ? said : '' }
}

const refusalOf = (
  { status, said: words }: Status,
  { server, apiKey }: Asked,
): ServiceFault | NotInQdrant => {
  const said = quoted(words, apiKey)
  if (status === 401 || status === 403) {
    const what = apiKey === undefined ? 'wants a key' : 'refuses the key, or what is done with it'
    return new ServiceFault('misconfigured', `${server} ${what} (${status}). Check qdrant.api_key.`)
  }
  if (status === 404 && /collection|not found/i.test(words)) return new NotInQdrant(`${server}${said}`)
  if (status === 404) {
    const where = 'Check whether qdrant.url leads to Qdrant, and to 1.10 or newer.'
    return new ServiceFault('misconfigured', `${server} does not know what is asked (404). ${where}`)
  }
  if (status === 408 || status === 429 || status >= 500) {
    return passing(`${server} failed (${status})${said || '.'}`)
  }
  return new ServiceFault('misconfigured', `${server} refuses the request (${status})${said || '.'}`)
}

/** Words of the server, made fit for a line: short, without control characters and without the key. */
const quoted = (message: string, apiKey: string | undefined): string => {
  const clean = message.replace(/\p{C}+/gu, ' ').trim()
  const safe = apiKey === undefined ? clean : clean.replaceAll(apiKey, '***')
  return safe === '' ? '' : `: ${safe.length > 300 ? `${safe.slice(0, 300).toWellFormed()}...` : safe}`
}
