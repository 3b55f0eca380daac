import { networkReason } from '#services/network-reason'
import { readLimited } from '#services/read-limited'
import { retryAfterOf } from '#services/retry-after'
import { ServiceFault } from '#services/service-fault'
import type { Timing } from '#services/timing'
import type { TargetSettings } from './trace-settings.ts'

export type Place = Extract<TargetSettings, { readonly problem: null }>

export interface Surroundings {
  readonly fetch: typeof fetch
  readonly timing: Timing
}

/** Bytes of an answer that is read. */
const MOST = 64 * 1024

/** One request to an OTLP endpoint, and the text of its answer. @throws ServiceFault, or the reason of the signal */
export const postSpans = async (
  { url, headers, name, at, secrets }: Place,
  body: Uint8Array,
  { fetch: ask, timing, timeoutMs, signal }: Surroundings & { timeoutMs: number; signal: AbortSignal },
): Promise<string> => {
  const timeout = timing.timeout(timeoutMs)
  const exchange = async () => {
    const response = await ask(url, {
      method: 'POST',
      // Another address was not configured, and must get neither traces nor the key.
      redirect: 'manual',
      headers: { ...headers, 'content-type': 'application/json', accept: 'application/json' },
      body: body as Uint8Array<ArrayBuffer>,
      signal: AbortSignal.any([signal, timeout]),
    })
    return { response, text: (await readLimited(response, MOST)) ?? '' }
  }
  const { response, text } = await exchange().catch((error: unknown) => {
    signal.throwIfAborted()
    if (timeout.aborted) throw passing(`${name} did not answer within ${timeoutMs / 1000} s.`)
    throw passing(`${name} ${networkReason(error, at)}`)
  })
  if (response.ok) return text
  const retryAfter = retryAfterOf(response.headers.get('retry-after'), timing.now())
  throw refusal(response, { name, at, secrets, said: saidIn(text, headers), retryAfter })
}

const passing = (message: string, retryAfter: number | null = null) =>
  new ServiceFault('unreachable', message, { isPassing: true, retryAfter })

/** Those that OTLP says to try again. */
const BUSY = [502, 503, 504]

const refusal = (
  { status, headers }: Response,
  told: Pick<Place, 'name' | 'at' | 'secrets'> & {
    readonly said: string
    readonly retryAfter: number | null
  },
): ServiceFault => {
  const { name, at, secrets, said, retryAfter } = told
  const wrong = (what: string) => new ServiceFault('misconfigured', `${name} ${what}`)
  if (status >= 300 && status < 400) {
    const to = URL.parse(headers.get('location') ?? '')?.host
    return wrong(`redirects${to ? ` to ${to}` : ''}, which is not followed. Set ${at} to where it leads.`)
  }
  if (status === 401 || status === 403) return wrong(`does not let us in (${status}). Check ${secrets}.`)
  if (status === 404 || status === 405)
    return wrong(`takes no traces at that address (${status}). Check ${at}.`)
  if (status === 429) {
    const what = `${name} takes no more for the moment (429)${said || '.'}`
    return new ServiceFault('rate-limited', what, { isPassing: true, retryAfter })
  }
  if (BUSY.includes(status)) return passing(`${name} failed (${status})${said || '.'}`, retryAfter)
  return wrong(`does not take them (${status})${said || '.'}`)
}

/** What it says of itself, made fit for a line and without what it was told. */
const saidIn = (text: string, headers: Readonly<Record<string, string>>): string => {
  let message: unknown
  try {
    message = (JSON.parse(text) as { message?: unknown }).message
  } catch {
    return ''
  }
  if (typeof message !== 'string') return ''
  const secrets = Object.values(headers).filter((value) => value.length > 3)
  const clean = secrets.reduce((line, secret) => line.replaceAll(secret, '***'), message)
  const short = clean
    .replace(/\p{C}+/gu, ' ')
    .trim()
    .slice(0, 200)
    .toWellFormed()
  return short === '' ? '' : `: ${short}`
}
