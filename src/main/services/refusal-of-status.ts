import { z } from 'zod'
import { ServiceFault } from './service-fault.ts'

export interface Refusal {
  readonly status: number
  /** As the server wrote it, JSON or not. */
  readonly body: string
  readonly retryAfter: number | null
  /** Where a redirect leads. */
  readonly location: string | null
}

/** The server takes fewer characters or texts at once than it was sent. */
export class InputTooLong extends Error {
  override readonly name = 'InputTooLong'
}

const ErrorBody = z.union([
  z.object({ error: z.object({ message: z.string(), code: z.unknown().optional() }) }),
  z.object({ error: z.string() }).transform(({ error }) => ({ error: { message: error, code: undefined } })),
])

/** OpenAI's error object, or the plain text of it that others send. */
const readBody = (body: string): { message: string; code: unknown } => {
  try {
    const parsed = ErrorBody.safeParse(JSON.parse(body))
    if (parsed.success) return { message: parsed.data.error.message, code: parsed.data.error.code }
  } catch {
    // A page of HTML says nothing that helps.
  }
  return { message: '', code: undefined }
}

const TOO_LONG =
  /context (length|window|size)|too (large|long|many)|maximum (context|input|batch)|exceeds?\b.*(token|length|limit|size)/i

/** Words of the server, made fit for a line: short, without control characters and without the key. */
const quoted = (message: string, apiKey: string | undefined): string => {
  const clean = message.replace(/\p{C}+/gu, ' ').trim()
  const safe = apiKey === undefined ? clean : clean.replaceAll(apiKey, '***')
  return safe === '' ? '' : `: ${safe.length > 200 ? `${safe.slice(0, 200).toWellFormed()}...` : safe}`
}

/** What an answer without vectors means, and whether asking again makes sense. */
export const refusalOf = (
  refusal: Refusal,
  {
    server,
    model,
    apiKey,
    setting,
  }: { server: string; model: string; apiKey: string | undefined; setting: string },
): ServiceFault | InputTooLong => {
  const { status, retryAfter, location } = refusal
  const { message, code } = readBody(refusal.body)
  const said = quoted(message, apiKey)
  const misconfigured = (what: string) => new ServiceFault('misconfigured', `${server} ${what}`)
  if (status >= 300 && status < 400) {
    const to = location === null ? null : URL.parse(location)
    return misconfigured(
      `redirects${to ? ` to ${to.host}` : ''}, which is not followed. Set ${setting}.url to where it leads.`,
    )
  }
  if (status === 413 || (status !== 429 && TOO_LONG.test(message)))
    return new InputTooLong(`${server} takes less at once${said}`)
  if (status === 401 || status === 403) {
    // What it says may repeat a part of the key.
    return misconfigured(
      apiKey === undefined
        ? `wants a key (${status}). Set ${setting}.api_key.`
        : `refuses the key (${status}). Check ${setting}.api_key.`,
    )
  }
  if (status === 404)
    return misconfigured(
      `does not know the model "${model}" or the path (404)${said || `. Check ${setting}.model and ${setting}.url.`}`,
    )
  if (status === 429) {
    if (code === 'insufficient_quota')
      return new ServiceFault('rate-limited', `${server} says that the quota is used up (429)${said}`)
    return new ServiceFault(
      'rate-limited',
      `${server} takes no more requests for the moment (429)${said || '.'}`,
      { isPassing: true, retryAfter },
    )
  }
  if (status === 408 || status >= 500) {
    return new ServiceFault('unreachable', `${server} failed (${status})${said || '.'}`, {
      isPassing: true,
      retryAfter,
    })
  }
  return misconfigured(
    `refuses the request (${status})${said || `. Check ${setting}.model and what is set beside it.`}`,
  )
}
